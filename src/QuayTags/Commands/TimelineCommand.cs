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
        var svg = new Option<string>("--svg")
        {
            Description = $"The file to write, or {Stdout} for the standard output.",
            HelpName = "FILE",
            CustomParser = ArgumentParser.File,
            Required = true,
        };
        Option<string> tag = SharedSymbols.TagGlob();
        Option<DateTimeOffset?> from = Time(
            "--from",
            "The left edge: 2026-01-31T12:00:00Z, or a duration before now, such as 2d or 12h. "
                + "Default: the first event within the time that Quay keeps ended entries (by default, two weeks). "
                + "If there is none, the first event of all.",
            TimeParser.ParsePast,
            connection);
        Option<DateTimeOffset?> to =
            Time("--to", "The right edge. Default: now, or later if tags will expire soon.", TimeParser.Parse, connection);
        var command = new ToolCommand(
            CommandGroup.Read,
            "timeline",
            "Draw the history of a repository's tags as SVG. Each tag has a lane, each entry a bar, and each digest a colour. "
            + "The most recently changed tag comes first.",
            "quaytags timeline rqorg/hist2500 --tag 'b000*' --svg history.svg")
        {
            repository, svg, tag, from, to,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(from) is not null && result.GetResult(to) is not null && result.GetValue(from) >= result.GetValue(to))
            {
                result.AddError("--from must be before --to.");
            }
        });
        connection.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using QuayClient quay = connection.Open(parsed);
            Scene scene = await ReadAsync(
                quay,
                parsed.GetValue(repository),
                parsed.GetValue(tag),
                parsed.GetValue(from),
                parsed.GetValue(to),
                context,
                cancellationToken);
            string picture = TimelinePicture.Draw(scene);
            string file = parsed.GetRequiredValue(svg);
            await (file == Stdout ? context.Output.WriteAsync(picture) : File.WriteAllTextAsync(file, picture, cancellationToken));
            string where = file == Stdout ? "" : $" Saved to {file}.";
            context.Note($"{Counted.Of(scene.Lanes.Count, "tag")} from {scene.Range.From:u} to {scene.Range.To:u}.{where}");
        });
        return command;
    }

    private static async Task<Scene> ReadAsync(
        QuayClient quay,
        RepositoryName repository,
        string? tag,
        DateTimeOffset? from,
        DateTimeOffset? to,
        ToolContext context,
        CancellationToken cancellationToken)
    {
        TagTimeline timeline = await ProgressLine.ReadAsync(
            quay.History.GetTimelineAsync(repository, tag, cancellationToken: cancellationToken), context);
        (DateTimeOffset now, TimeSpan window) = (timeline.ReadAt, timeline.ReadAt - timeline.CompleteFrom);
        var range = TimeRange.Choose(timeline.Events, now, window, from, to);
        return new Scene
        {
            Repository = repository.ToString(),
            Pattern = tag,
            Lanes = LaneBuilder.Build(timeline.Events, range, now),
            Range = range,
            Now = now,
            Window = window,
        };
    }

    private static Option<DateTimeOffset?> Time(
        string name, string description, Func<string, DateTimeOffset, DateTimeOffset> parse, Connection connection) =>
        new(name) { Description = description, HelpName = "TIME", CustomParser = ArgumentParser.Time(parse, connection.Now) };
}
