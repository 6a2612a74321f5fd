using System.Text.Json.Serialization;
using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary>What became of one tag, as <c>--json</c> tells it.</summary>
internal sealed record TagOutcome
{
    [JsonPropertyName("tag")]
    public required string Tag { get; init; }

    /// <summary>What a rollback does with it.</summary>
    [JsonPropertyName("action")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TagPlanAction? Action { get; init; }

    [JsonPropertyName("outcome")]
    public required Outcome Outcome { get; init; }

    /// <summary>Quay's row of the tag before; null when there was none, or it is not known.</summary>
    [JsonPropertyName("before")]
    public TagHistoryEntry? Before { get; init; }

    /// <summary>Quay's row of the tag afterwards; null when there is none, or nothing was done.</summary>
    [JsonPropertyName("after")]
    public TagHistoryEntry? After { get; init; }

    /// <summary>Rows that somebody else wrote meanwhile.</summary>
    [JsonPropertyName("other_entries")]
    public IReadOnlyList<TagHistoryEntry> OtherEntries { get; init; } = [];

    /// <summary>An expiry that nobody asked for: the label of the image set it.</summary>
    [JsonPropertyName("inherited_expiration")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? InheritedExpiration { get; init; }

    /// <summary>What a dry run would have sent.</summary>
    [JsonPropertyName("requests")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DryRunRequest>? Requests { get; init; }

    /// <summary>Why a dry run would have sent it.</summary>
    [JsonPropertyName("reason")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>Why it failed, or is not known.</summary>
    [JsonPropertyName("error")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    public static TagOutcome Of(TagChange change) => new()
    {
        Tag = change.Tag,
        Outcome = change.IsChanged ? Outcome.Changed : Outcome.Unchanged,
        Before = change.Before,
        After = change.After,
        OtherEntries = change.OtherEntries,
        InheritedExpiration = change.InheritedExpiration,
    };

    public static TagOutcome Of(string tag, Exception fault) => new()
    {
        Tag = tag,
        Outcome = fault is QuayOutcomeUnknownException ? Outcome.Unknown : Outcome.Failed,
        Error = Said(fault),
    };

    public static TagOutcome Of(PlanStepResult result)
    {
        string tag = result.Step.Tag.ToString();
        TagOutcome outcome = result switch
        {
            { Change: { } change } => Of(change),
            { Error: { } fault } => Of(tag, fault),
            _ => new TagOutcome { Tag = tag, Outcome = Outcome.NotTried },
        };
        return outcome with { Action = result.Step.Action };
    }

    /// <summary>The client names its methods and options; here they are commands.</summary>
    private static string Said(Exception fault) => fault.Message
        .Replace(nameof(ITagOperations.RestoreAsync), "'restore'", StringComparison.Ordinal)
        .Replace($"with {nameof(TagWriteOptions.Force)}, which", "with 'promote --force', which", StringComparison.Ordinal)
        .Replace(
            $"or set {nameof(TagWriteOptions.AcceptAdjustedExpiration)}",
            "or accept another with --accept-adjusted",
            StringComparison.Ordinal);
}
