using System.Text.Json.Serialization;
using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Represents the outcome of a write to one tag, as <c>--json</c> reports it.</summary>
internal sealed record TagOutcome
{
    /// <summary>The words of the client about a precondition that is not met.</summary>
    public const string PreconditionText = ", but the precondition is that";

    /// <summary>Gets the repository of a plan's step; null for other commands, whose report has it.</summary>
    [JsonPropertyName("repository")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Repository { get; init; }

    [JsonPropertyName("tag")]
    public required string Tag { get; init; }

    /// <summary>Gets what a plan does with the tag; null for other commands.</summary>
    [JsonPropertyName("action")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TagPlanAction? Action { get; init; }

    [JsonPropertyName("outcome")]
    public required Outcome Outcome { get; init; }

    /// <summary>Gets the tag's entry before the write; null if there was none, or if it is unknown.</summary>
    [JsonPropertyName("before")]
    public TagHistoryEntry? Before { get; init; }

    /// <summary>Gets the tag's entry after the write; null if there is none, or if nothing was written.</summary>
    [JsonPropertyName("after")]
    public TagHistoryEntry? After { get; init; }

    /// <summary>Gets the entries that somebody else wrote at the same time.</summary>
    [JsonPropertyName("other_entries")]
    public IReadOnlyList<TagHistoryEntry> OtherEntries { get; init; } = [];

    /// <summary>Gets the expiration that a label of the image set.</summary>
    [JsonPropertyName("inherited_expiration")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? InheritedExpiration { get; init; }

    /// <summary>Gets the requests that a dry run did not send.</summary>
    [JsonPropertyName("requests")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DryRunRequest>? Requests { get; init; }

    /// <summary>Gets why the real run would send the requests.</summary>
    [JsonPropertyName("reason")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>Gets the arguments of each command that undoes the write; null if nothing was changed.</summary>
    [JsonPropertyName("undo")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IReadOnlyList<string>>? Undo { get; init; }

    /// <summary>Gets why the commands do not undo the write completely.</summary>
    [JsonPropertyName("undo_limit")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UndoLimit { get; init; }

    /// <summary>Gets the same commands for a person, who confirms them.</summary>
    [JsonIgnore]
    public IReadOnlyList<IReadOnlyList<string>> UndoCommands { get; init; } = [];

    /// <summary>Gets what a preview found in addition to the entry and the requests.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Gets whether Quay would reject the requests of a dry run.</summary>
    [JsonIgnore]
    public bool IsRejected { get; init; }

    /// <summary>Gets why the write failed, or why its outcome is unknown.</summary>
    [JsonPropertyName("error")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    /// <summary>Gets the name of the tag in messages, with its repository if it is a step of a plan.</summary>
    [JsonIgnore]
    public string Name => Repository is null ? Tag : $"{Repository}:{Tag}";

    public static TagOutcome Of(TagChange change) => new()
    {
        Tag = change.Tag,
        Outcome = change.IsChanged ? Outcome.Changed : Outcome.Unchanged,
        Before = change.Before,
        After = change.After,
        OtherEntries = change.OtherEntries,
        InheritedExpiration = change.InheritedExpiration,
    };

    /// <summary>Creates the outcome of a write that stopped before its request.</summary>
    public static TagOutcome Of(string tag, TagHistoryEntry? current, DryRunException stopped)
    {
        string[] remarks =
        [
            .. stopped.Remark is { } remark ? [remark] : Array.Empty<string>(),
            .. current?.Immutable == true ? ["It is immutable, so Quay would reject the request."] : Array.Empty<string>(),
        ];
        return new TagOutcome
        {
            Tag = tag,
            Outcome = Outcome.WouldChange,
            Before = current,
            Requests = stopped.Requests,
            Remarks = remarks,
            IsRejected = current?.Immutable == true,
            Reason = string.Join(' ', remarks.Prepend($"{OutcomeText.CurrentState(tag, current)}.")),
        };
    }

    public static TagOutcome Of(string tag, Exception fault) => new()
    {
        Tag = tag,
        Outcome = fault is QuayOutcomeUnknownException ? Outcome.Unknown : Outcome.Failed,
        Error = MessageOf(fault),
    };

    /// <summary>Creates the outcome of a write that changed the tag, but not completely.</summary>
    public static TagOutcome Of(PartialWriteException partial) => Of(partial.Change) with { Error = MessageOf(partial) };

    /// <summary>Creates the outcome of a write that failed because the tag is not as the user confirmed it.</summary>
    public static TagOutcome OfStale(string tag, QuayConflictException fault) => Of(tag, fault) with
    {
        Error = $"{fault.Message.Split(PreconditionText)[0]}. It changed since the question. Nothing was sent. Run the command again.",
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
        return outcome with { Repository = result.Step.Repository.ToString(), Action = result.Step.Action };
    }

    /// <summary>Gets the message, with the tool's commands and options instead of the client's methods and properties.</summary>
    private static string MessageOf(Exception fault) => ClientMessage.Of(fault.Message)
        .Replace(nameof(ITagOperations.RestoreAsync), "'restore'", StringComparison.Ordinal)
        .Replace($"with {nameof(TagWriteOptions.Force)}, which", "with 'promote --force', which", StringComparison.Ordinal)
        .Replace(
            $"or set {nameof(TagWriteOptions.AcceptAdjustedExpiration)}",
            "or accept another with --accept-adjusted",
            StringComparison.Ordinal);
}
