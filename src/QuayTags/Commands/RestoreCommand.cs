using System.CommandLine;
using Quay.Client;

namespace QuayTags;

/// <summary><c>restore</c>: points a tag at what it pointed at before.</summary>
internal static class RestoreCommand
{
    public static Command Create(ToolContext context)
    {
        var connection = new Connection(context);
        Argument<string> tag = SharedSymbols.Tag("TAG", "The tag, alive or deleted.");
        Option<string> to = SharedSymbols.Digest("--to", "To this digest, which the history still holds.");
        var previous = new Option<bool>("--previous") { Description = "To what it pointed at before, or last if it is deleted." };
        var asOf = new Option<DateTimeOffset?>("--as-of")
        {
            Description = "To what it pointed at then: 2026-01-31T12:00:00Z, or a duration before now, such as 2d or 12h.",
            HelpName = "TIME",
            CustomParser = ArgumentParser.Time(TimeParser.ParsePast, connection.Now),
        };
        var command = new WriteCommand(connection, "restore", "Point a tag at what it pointed at before.", tag, to, previous, asOf);
        command.Validators.Add(result =>
        {
            if (new Option[] { to, previous, asOf }.Count(option => result.GetResult(option) is not null) != 1)
            {
                result.AddError("One of --to, --previous and --as-of says what to restore: exactly one.");
            }
        });
        command.SetWrite(context, (parsed, writes) => writes.RunAsync(
            parsed.GetRequiredValue(tag),
            () => RestoreAsync(parsed.GetRequiredValue(tag), parsed.GetValue(to), parsed.GetValue(asOf), writes)));
        return command;
    }

    private static Task<TagChange> RestoreAsync(string tag, string? digest, DateTimeOffset? instant, TagWriter writes) =>
        (digest, instant) switch
        {
            ({ } wanted, _) => writes.Tags.RestoreAsync(writes.Repository, tag, wanted, cancellationToken: writes.CancellationToken),
            (_, { } then) => writes.History.RestoreTagAsync(writes.Repository, tag, then, cancellationToken: writes.CancellationToken),
            _ => writes.Tags.RestorePreviousAsync(writes.Repository, tag, cancellationToken: writes.CancellationToken),
        };
}
