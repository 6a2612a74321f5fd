using System.CommandLine;
using Quay.Client;

namespace QuayTags;

/// <summary><c>restore</c>: points a tag at what it pointed at before.</summary>
internal static class RestoreCommand
{
    public static Command Create(ToolContext context)
    {
        var connection = new Connection(context);
        Argument<string> tag = SharedSymbols.Tag("TAG", "The tag, which can be a deleted one.");
        Option<string> to = SharedSymbols.Digest("--to", "Restore this digest, which must be in the tag's history.");
        var previous = new Option<bool>("--previous")
        {
            Description = "Restore what the tag pointed at before; if it is deleted, what it pointed at last.",
        };
        var asOf = new Option<DateTimeOffset?>("--as-of")
        {
            Description = "Restore what the tag pointed at, at this time: 2026-01-31T12:00:00Z, or a duration before now, such as 2d.",
            HelpName = "TIME",
            CustomParser = ArgumentParser.Time(TimeParser.ParsePast, connection.Now),
        };
        var command = new WriteCommand(
            connection,
            "restore",
            "Move a tag back to an earlier image. Exactly one of --to, --previous and --as-of is required.",
            [tag, to, previous, asOf],
            "quaytags restore quayadmin/busybox test-two --previous",
            "quaytags restore quayadmin/busybox test-two --as-of 2024-06-18T18:57:00Z");
        command.Validators.Add(result =>
        {
            if (new Option[] { to, previous, asOf }.Count(option => result.GetResult(option) is not null) != 1)
            {
                result.AddError("Exactly one of --to, --previous and --as-of is required.");
            }
        });
        command.SetWrite(context, (parsed, writer) => writer.RunAsync(
            parsed.GetRequiredValue(tag),
            () => RestoreAsync(parsed.GetRequiredValue(tag), parsed.GetValue(to), parsed.GetValue(asOf), writer)));
        return command;
    }

    private static Task<TagChange> RestoreAsync(string tag, string? digest, DateTimeOffset? instant, TagWriter writer) =>
        (digest, instant) switch
        {
            ({ } toDigest, _) => writer.Tags.RestoreAsync(writer.Repository, tag, toDigest, cancellationToken: writer.CancellationToken),
            (_, { } asOf) => writer.History.RestoreTagAsync(writer.Repository, tag, asOf, cancellationToken: writer.CancellationToken),
            _ => writer.Tags.RestorePreviousAsync(writer.Repository, tag, cancellationToken: writer.CancellationToken),
        };
}
