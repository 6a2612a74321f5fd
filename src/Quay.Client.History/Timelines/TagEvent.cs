namespace Quay.Client.History;

/// <summary>Something that happened to a tag, or will.</summary>
public sealed record TagEvent
{
    /// <summary>The name of the tag.</summary>
    [JsonPropertyName("tag")]
    public required string Tag { get; init; }

    /// <summary>What happened.</summary>
    [JsonPropertyName("kind")]
    public required TagEventKind Kind { get; init; }

    /// <summary>When, in UTC and whole seconds; null when that is not known.</summary>
    [JsonPropertyName("at")]
    public DateTimeOffset? At { get; init; }

    /// <summary>The digest that the tag pointed at before; null when there was none, or it is not known, or the event does not tell.</summary>
    [JsonPropertyName("from")]
    public string? FromDigest { get; init; }

    /// <summary>
    /// The digest that the tag points at from then on; null when there is no tag any more, or the event does not tell: a row that is permanently deleted need
    /// not have been the last.
    /// </summary>
    [JsonPropertyName("to")]
    public string? ToDigest { get; init; }

    /// <summary>The row of the history that began or ended with it.</summary>
    [JsonPropertyName("row")]
    public required TagHistoryEntry Row { get; init; }

    /// <summary>One line, with the time in UTC.</summary>
    public override string ToString()
    {
        string digests = (FromDigest, ToDigest) switch
        {
            (null, null) => $" {Row?.ManifestDigest}",
            ({ } from, null) => $" {from}",
            (null, { } to) => $" {to}",
            ({ } from, { } to) when from == to => $" {to}",
            ({ } from, { } to) => $" {from} -> {to}",
        };
        return At is null
            ? SafeText.Line($"at an unknown time {Tag} {Words(Kind)}{digests}")
            : SafeText.Line($"{At} {Tag} {Words(Kind)}{digests}");
    }

    private static string Words(TagEventKind kind) => kind switch
    {
        TagEventKind.Began => "first known",
        TagEventKind.Created => "created",
        TagEventKind.Moved => "moved",
        TagEventKind.PushedAgain => "pushed again",
        TagEventKind.Reverted => "reverted",
        TagEventKind.Removed => "removed (deleted or expired)",
        TagEventKind.Expired => "expired",
        TagEventKind.WillExpire => "will expire",
        TagEventKind.PermanentlyDeleted => "permanently deleted",
        _ => kind.ToString(),
    };
}
