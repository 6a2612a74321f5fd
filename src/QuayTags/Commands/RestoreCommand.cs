using System.CommandLine;
using Quay.Client;
using Quay.Client.History;

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
        Option<string> expect = SharedSymbols.Digest(
            "--expect", "Restore only if the tag points at this digest now, or with 'none', only if it does not exist.");
        expect.HelpName = "DIGEST|none";
        expect.CustomParser = result =>
            result.Tokens[0].Value == TagWrite.ExpectNone ? TagWrite.ExpectNone : ArgumentParser.Digest(result);
        var command = new WriteCommand(
            context,
            connection,
            "restore",
            "Move a tag back to an earlier image. Exactly one of --to, --previous and --as-of is required.",
            [tag, to, previous, asOf, expect],
            "quaytags restore quayadmin/busybox test-two --previous --dry-run",
            "quaytags restore quayadmin/busybox test-two --as-of 2024-06-18T18:57:00Z --yes");
        command.Validators.Add(result =>
        {
            if (new Option[] { to, previous, asOf }.Count(option => result.GetResult(option) is not null) != 1)
            {
                result.AddError("Exactly one of --to, --previous and --as-of is required.");
            }
        });
        command.SetWrites((parsed, target) =>
        {
            // The history can change after the preview. So the write restores the digest that was shown.
            string? digest = parsed.GetValue(to);
            return
            [
                new TagWrite
                {
                    Tag = parsed.GetRequiredValue(tag),
                    Expected = parsed.GetValue(expect),
                    SendAsync = async precondition =>
                    {
                        try
                        {
                            return await RestoreAsync(parsed.GetRequiredValue(tag), digest, parsed.GetValue(asOf), precondition, target);
                        }
                        catch (DryRunException stopped)
                        {
                            digest = (string?)stopped.Requests[0].Body?["manifest_digest"];
                            throw;
                        }
                    },
                },
            ];
        });
        return command;
    }

    private static Task<TagChange> RestoreAsync(
        string tag, string? digest, DateTimeOffset? instant, TagPrecondition? precondition, TagTarget target)
    {
        var options = new TagWriteOptions { Precondition = precondition };
        return (digest, instant) switch
        {
            ({ } toDigest, _) =>
                target.Quay.Tags.RestoreAsync(target.Repository, tag, toDigest, options, target.CancellationToken),
            (_, { } asOf) => target.Quay.History.RestoreTagAsync(target.Repository, tag, asOf, options, target.CancellationToken),
            _ => target.Quay.Tags.RestorePreviousAsync(target.Repository, tag, options, target.CancellationToken),
        };
    }
}
