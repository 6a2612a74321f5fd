using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using Quay.Client;

namespace QuayTags;

/// <summary><c>promote</c>: points a tag at what another tag points at, or at a digest.</summary>
internal static class PromoteCommand
{
    public static Command Create(ToolContext context)
    {
        var connection = new Connection(context);
        var from = new Argument<string>("FROM")
        {
            Description = "The tag whose image to use, or a digest.",
            CustomParser = Source,
        };
        Argument<string> to = SharedSymbols.Tag("TO", "The tag to move. It is created if it does not exist.");
        Option<string> expect = SharedSymbols.Digest("--expect", "Move TO only if it points at this digest.");
        var expires = new Option<DateTimeOffset?>("--expires")
        {
            Description = "When TO expires: a time, such as 2030-01-31T12:00:00Z, or a duration from now, such as 30d or 12h.",
            HelpName = "TIME",
            CustomParser = ArgumentParser.Time(
                (text, now) => ExpiryLimits.RequireForMove(TimeParser.ParseFuture(text, now), now), connection.Now),
        };
        var force = new Option<bool>("--force")
        {
            Description = "Move TO even if it already points there, to get a new entry without an expiry.",
        };
        var command = new WriteCommand(
            context,
            connection,
            "promote",
            "Move a tag to the image of another tag, or to a digest.",
            [from, to, expect, expires, force],
            "quaytags promote quayadmin/busybox example prod --dry-run",
            "quaytags promote quayadmin/busybox example prod --expires 30d --yes");
        command.SetWrites((parsed, target) =>
        {
            // The tag FROM is read once, so that the write moves TO to the image that was shown.
            string? digest = null;
            return
            [
                new TagWrite
                {
                    Tag = parsed.GetRequiredValue(to),
                    Expected = parsed.GetValue(expect),
                    SendAsync = async precondition =>
                    {
                        bool isShown = digest is not null;
                        digest ??= await DigestAsync(parsed.GetRequiredValue(from), target);
                        var options = new TagWriteOptions
                        {
                            Precondition = precondition,
                            Expiration = parsed.GetValue(expires),
                            Force = parsed.GetValue(force),
                        };
                        try
                        {
                            return await MoveAsync(parsed.GetRequiredValue(to), digest, options, target);
                        }
                        catch (QuayNotFoundException gone) when (isShown)
                        {
                            throw new QuayConflictException(
                                $"{target.Repository}:{parsed.GetRequiredValue(from)} changed since the question. Run the command again.",
                                gone);
                        }
                    },
                },
            ];
        });
        return command;
    }

    // Without this, the message about an image reference would suggest the tag of the same name in the other repository.
    private static string? Source(ArgumentResult result)
    {
        string? target = ((CommandResult)result.Parent!).Children.OfType<ArgumentResult>()
            .FirstOrDefault(argument => argument.Argument.Name == SharedSymbols.TargetName)?.Tokens is [var token, ..] ? token.Value : null;
        if (ImageReference.RepositoryOf(result.Tokens[0].Value) is not { } source || $"{source}" == target)
        {
            return ArgumentParser.TagOrDigest(result);
        }

        result.AddError(
            $"Quay's API cannot move a tag of {target} to an image of {source}. "
            + "First copy the image with a registry client, such as 'skopeo copy'.");
        return null;
    }

    private static async Task<TagChange> MoveAsync(string tag, string digest, TagWriteOptions options, TagTarget target)
    {
        TagHistoryEntry? before = options.Expiration is null ? null : await FindAsync(tag, target);
        try
        {
            return await target.Quay.Tags.MoveAsync(target.Repository, tag, digest, options, target.CancellationToken);
        }
        catch (QuayException fault) when (
            options.Expiration is not null && fault.Message.StartsWith($"{target.Repository}:{tag} was moved", StringComparison.Ordinal))
        {
            TagHistoryEntry? after = await FindAsync(tag, target);
            throw new PartialWriteException(new TagChange { Tag = tag, IsChanged = true, Before = before, After = after }, fault);
        }
        catch (DryRunException stopped) when (
            options.Expiration is not null && stopped.Requests[0].Body?["manifest_digest"] is not null)
        {
            // The dry run stops at the move. The real run sends a second request for the expiration.
            var expiry = new JsonObject { ["expiration"] = options.Expiration.Value.ToUnixTimeSeconds() };
            throw new DryRunException(stopped.Requests[0], stopped.Requests[0] with { Body = expiry });
        }
    }

    private static async Task<TagHistoryEntry?> FindAsync(string tag, TagTarget target)
    {
        try
        {
            return await target.Quay.Tags.GetAsync(target.Repository, tag, target.CancellationToken);
        }
        catch (QuayNotFoundException)
        {
            return null;
        }
    }

    private static async Task<string> DigestAsync(string tagOrDigest, TagTarget target)
    {
        if (tagOrDigest.Contains(':', StringComparison.Ordinal))
        {
            return tagOrDigest;
        }

        TagHistoryEntry entry = await target.Quay.Tags.GetAsync(target.Repository, tagOrDigest, target.CancellationToken);
        return entry.ManifestDigest
            ?? throw new QuayException($"Quay returned no digest for {target.Repository}:{tagOrDigest}. Nothing was sent.");
    }
}
