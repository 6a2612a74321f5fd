using System.CommandLine;
using Quay.Client;

namespace QuayTags;

/// <summary><c>expire</c>: sets when a tag expires, or that it never expires.</summary>
internal static class ExpireCommand
{
    public static Command Create(ToolContext context)
    {
        var connection = new Connection(context);
        Argument<string> tag = SharedSymbols.Tag("TAG", "The tag.");
        var time = new Argument<Expiry>("TIME")
        {
            Description = "A time, such as 2030-01-31T12:00:00Z, a duration from now, such as 30d or 12h, or 'never'.",
            CustomParser = ArgumentParser.Expiry(connection.Now),
        };
        time.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "none" or "no" or "off" or "null" } word])
            {
                result.AddError($"'{word.Value}' is not a time. To remove the expiry, pass 'never'.");
            }
        });
        var acceptAdjusted = new Option<bool>("--accept-adjusted")
        {
            Description = "Let Quay adjust a time that is outside of its limits: "
                + "from 1 hour to 104 weeks after the tag began to point at its manifest.",
        };
        Option<string> expect = SharedSymbols.Digest("--expect", "Write only if the tag points at this digest.");
        var command = new WriteCommand(
            context,
            connection,
            "expire",
            "Set when a tag expires.",
            [tag, time, expect, acceptAdjusted],
            "quaytags expire quayadmin/busybox example 30d --dry-run",
            "quaytags expire quayadmin/busybox example never --yes");
        command.SetWrites((parsed, target) =>
        [
            new TagWrite
            {
                Tag = parsed.GetRequiredValue(tag),
                Expected = parsed.GetValue(expect),
                SendAsync = precondition => ExpireAsync(
                    parsed.GetRequiredValue(tag), parsed.GetValue(time).Time, precondition, parsed.GetValue(acceptAdjusted), target),
            },
        ]);
        return command;
    }

    private static async Task<TagChange> ExpireAsync(
        string tag, DateTimeOffset? expiration, TagPrecondition? precondition, bool acceptAdjusted, TagTarget target)
    {
        ITagOperations tags = target.Quay.Tags;
        var options = new TagWriteOptions { Precondition = precondition };
        if (expiration is not { } requested)
        {
            return await tags.ClearExpirationAsync(target.Repository, tag, options, target.CancellationToken);
        }

        try
        {
            return await tags.SetExpirationAsync(
                target.Repository,
                tag,
                requested,
                options with { AcceptAdjustedExpiration = acceptAdjusted },
                target.CancellationToken);
        }
        catch (DryRunException stopped) when (acceptAdjusted)
        {
            // Quay would adjust the time, which the request does not show.
            TagHistoryEntry entry = await tags.GetAsync(target.Repository, tag, target.CancellationToken);
            DateTimeOffset adjusted = entry.Start is { } start ? ExpiryLimits.Adjust(requested, start) : requested;
            throw adjusted == requested
                ? stopped
                : new DryRunException(stopped.Requests) { Remark = $"Quay would adjust {requested.ToUniversalTime():u} to {adjusted:u}." };
        }
    }
}
