using System.CommandLine;
using Quay.Client;

namespace QuayTags;

/// <summary><c>expire</c>: sets when a tag expires, or that it never does.</summary>
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
        var command = new WriteCommand(connection, "expire", "Set when a tag expires.", tag, time, acceptAdjusted);
        command.SetWrite(context, (parsed, writes) => writes.RunAsync(
            parsed.GetRequiredValue(tag),
            () => ExpireAsync(parsed.GetRequiredValue(tag), parsed.GetValue(time).Time, parsed.GetValue(acceptAdjusted), writes)));
        return command;
    }

    private static async Task<TagChange> ExpireAsync(string tag, DateTimeOffset? expiration, bool acceptAdjusted, TagWriter writes)
    {
        if (expiration is not { } wanted)
        {
            return await writes.Tags.ClearExpirationAsync(writes.Repository, tag, cancellationToken: writes.CancellationToken);
        }

        try
        {
            return await writes.Tags.SetExpirationAsync(
                writes.Repository, tag, wanted, new() { AcceptAdjustedExpiration = acceptAdjusted }, writes.CancellationToken);
        }
        catch (DryRunException unsent) when (acceptAdjusted)
        {
            // Quay moves the time, and what is sent does not show that.
            TagHistoryEntry row = await writes.Tags.GetAsync(writes.Repository, tag, writes.CancellationToken);
            DateTimeOffset adjusted = row.Start is { } start ? ExpiryLimits.Adjusted(wanted, start) : wanted;
            throw adjusted == wanted
                ? unsent
                : new DryRunException(unsent.Requests) { Remark = $"Quay would adjust {wanted.ToUniversalTime():u} to {adjusted:u}." };
        }
    }
}
