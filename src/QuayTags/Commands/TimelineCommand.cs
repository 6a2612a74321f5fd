using System.CommandLine;
using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary><c>timeline</c>: draws what each tag pointed at, and when.</summary>
internal static class TimelineCommand
{
    private const string Stdout = "-";

    public static Command Create(ToolContext context)
    {
        var connection = new Connection(context);
        Argument<RepositoryName> repository = SharedSymbols.Repository();
        Option<string> svg = File("--svg", "Write an SVG picture to this file instead");
        Option<string> html = File("--html", "Write a page for the browser to this file instead: zoom, filter, and a list of the events");
        Option<string> tag = SharedSymbols.TagGlob();
        Option<DateTimeOffset?> from = Time(
            "--from",
            "The left edge: 2026-01-31T12:00:00Z, or a duration before now, such as 2d or 12h. "
                + "Default: the first event of the last two weeks, or an earlier one that does not stretch the period much.",
            TimeParser.ParsePast,
            connection);
        Option<DateTimeOffset?> to = Time(
            "--to",
            "The right edge. Default: now, or later if tags will expire soon. "
                + "If nothing happened for a long time, the last event.",
            TimeParser.Parse,
            connection);
        var all = new Option<bool>("--all")
        {
            Description = $"Draw all tags in the terminal. Default: the {TerminalPicture.MostLanes} most recently changed ones.",
        };
        var command = new ToolCommand(
            CommandGroup.Read,
            "timeline",
            "Draw the history of a repository's tags. It appears in the terminal, as SVG, or as a page for the browser. "
            + "Each tag has a lane, each entry a bar, and each digest a colour. The most recently changed tag comes first.",
            "quaytags timeline quayadmin/busybox",
            "quaytags timeline rqorg/hist2500 --tag 'b000*' --html history.html")
        {
            repository, svg, html, tag, from, to, all,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(from) is not null && result.GetResult(to) is not null && result.GetValue(from) >= result.GetValue(to))
            {
                result.AddError("--from must be before --to.");
            }

            if (result.GetResult(svg) is not null && result.GetResult(html) is not null)
            {
                result.AddError("--svg and --html cannot be combined.");
            }
        });
        connection.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using QuayClient quay = connection.Open(parsed);
            TagTimeline timeline = await ProgressLine.ReadAsync(
                quay.History.GetTimelineAsync(
                    parsed.GetValue(repository), parsed.GetValue(tag), cancellationToken: cancellationToken),
                context);
            var range = TimeRange.Choose(
                timeline.Events,
                timeline.ReadAt,
                timeline.ReadAt - timeline.CompleteFrom,
                parsed.GetValue(from),
                parsed.GetValue(to));
            var scene = Scene.Of(timeline, range);
            string? file = parsed.GetValue(svg) ?? parsed.GetValue(html);
            if (file is null)
            {
                TerminalPicture.Write(scene, parsed.GetValue(all), context);
                return;
            }

            string picture = parsed.GetValue(svg) is not null ? TimelinePicture.Draw(scene) : TimelinePage.Draw(scene);
            await (file == Stdout
                ? context.Output.WriteAsync(picture)
                : System.IO.File.WriteAllTextAsync(file, picture, cancellationToken));
            string earlier = scene.EarlierNote is { } note ? $" {note}." : "";
            string where = file == Stdout ? "" : $" Saved to {file}.";
            context.Note($"{Counted.Of(scene.Lanes.Count, "tag")} from {range.From:u} to {range.To:u}.{earlier}{where}");
        });
        return command;
    }

    private static Option<string> File(string name, string description) => new(name)
    {
        Description = $"{description}; {Stdout} for standard output.",
        HelpName = "FILE",
        CustomParser = ArgumentParser.File,
    };

    private static Option<DateTimeOffset?> Time(
        string name, string description, Func<string, DateTimeOffset, DateTimeOffset> parse, Connection connection) =>
        new(name) { Description = description, HelpName = "TIME", CustomParser = ArgumentParser.Time(parse, connection.Now) };
}
