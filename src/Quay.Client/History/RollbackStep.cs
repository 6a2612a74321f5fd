using System.Text.Json.Serialization;

namespace Quay.Client.History;

/// <summary>One write of a rollback, to one tag.</summary>
public sealed record RollbackStep
{
    /// <summary>The name of the tag.</summary>
    [JsonPropertyName("tag")]
    public required string Tag { get; init; }

    /// <summary>What is done.</summary>
    [JsonPropertyName("action")]
    public required RollbackAction Action { get; init; }

    /// <summary>What the tag must point at before; null when it must not be there.</summary>
    [JsonPropertyName("expected_digest")]
    public string? ExpectedDigest { get; init; }

    /// <summary>Since when it must point there, in UTC, so that a push of the same image is seen too; null when it must not be there, or Quay does not say.</summary>
    [JsonPropertyName("expected_start")]
    public DateTimeOffset? ExpectedStart { get; init; }

    /// <summary>What the tag points at afterwards; null when it is deleted.</summary>
    [JsonPropertyName("digest")]
    public string? Digest { get; init; }

    /// <summary>Whether Quay held that manifest when the plan was made; null when the tag is deleted.</summary>
    [JsonPropertyName("manifest")]
    public ManifestPresence? Manifest { get; init; }

    /// <summary>Why.</summary>
    [JsonPropertyName("reason")]
    public required string Reason { get; init; }

    /// <summary>One line.</summary>
    public override string ToString()
    {
        string held = Manifest switch
        {
            ManifestPresence.Gone => " Quay does not hold it any more: this will fail.",
            ManifestPresence.Unknown => " Whether Quay still holds it is not known.",
            _ => "",
        };
        return Action switch
        {
            RollbackAction.Restore => $"restore {Tag} to {Digest}: {Reason}{held}",
            RollbackAction.Move => $"move {Tag} from {ExpectedDigest} to {Digest}: {Reason}{held}",
            _ => $"delete {Tag}, which points at {ExpectedDigest}: {Reason}",
        };
    }
}
