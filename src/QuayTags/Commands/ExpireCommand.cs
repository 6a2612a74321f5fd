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
        var acceptAdjusted = new Option<bool>("--accept-adjusted")
        {
            Description = "Let Quay adjust a time that is outside of its limits: "
                + "from 1 hour to 104 weeks after the tag was pointed at its manifest.",
        };
        var command = new WriteCommand(
            connection,
            "expire",
            "Set when a tag expires.",
            [tag, time, acceptAdjusted],
            "quaytags expire quayadmin/busybox example 30d",
            "quaytags expire quayadmin/busybox example never");
        command.SetWrite(context, (parsed, writer) => writer.RunAsync(
            parsed.GetRequiredValue(tag),
            () => ExpireAsync(parsed.GetRequiredValue(tag), parsed.GetValue(time).Time, parsed.GetValue(acceptAdjusted), writer)));
        return command;
    }

    private static async Task<TagChange> ExpireAsync(string tag, DateTimeOffset? expiration, bool acceptAdjusted, TagWriter writer)
    {
        if (expiration is not { } requested)
        {
            return await writer.Tags.ClearExpirationAsync(writer.Repository, tag, cancellationToken: writer.CancellationToken);
        }

        try
        {
            return await writer.Tags.SetExpirationAsync(
                writer.Repository, tag, requested, new() { AcceptAdjustedExpiration = acceptAdjusted }, writer.CancellationToken);
        }
        catch (DryRunException stopped) when (acceptAdjusted)
        {
            // Quay would adjust the time, which the request does not show.
            TagHistoryEntry entry = await writer.Tags.GetAsync(writer.Repository, tag, writer.CancellationToken);
            DateTimeOffset adjusted = entry.Start is { } start ? ExpiryLimits.Adjust(requested, start) : requested;
            throw adjusted == requested
                ? stopped
                : new DryRunException(stopped.Requests) { Remark = $"Quay would adjust {requested.ToUniversalTime():u} to {adjusted:u}." };
        }
    }
}
