namespace Quay.Client.History;

/// <summary>Represents something that happened to a tag, or will happen.</summary>
public sealed record TagEvent
{
    /// <summary>Gets the full name of the repository, such as <c>acme/app</c>.</summary>
    [JsonPropertyName("repository")]
    public required string Repository { get; init; }

    /// <summary>Gets the name of the tag; empty for <see cref="TagEventKind.Gap"/>.</summary>
    [JsonPropertyName("tag")]
    public required string Tag { get; init; }

    /// <summary>Gets what happened.</summary>
    [JsonPropertyName("kind")]
    public required TagEventKind Kind { get; init; }

    /// <summary>Gets when it happened or will happen, or when a gap ended, in UTC and whole seconds; null if unknown.</summary>
    [JsonPropertyName("at")]
    public DateTimeOffset? At { get; init; }

    /// <summary>Gets the digest that the tag pointed at before; null if there was none, or if it is unknown.</summary>
    [JsonPropertyName("from")]
    public string? FromDigest { get; init; }

    /// <summary>
    /// Gets the digest that the tag points at after the event; null if the tag no longer exists. Also null for a permanent deletion: the
    /// deleted entry can be a past one, so the tag may still exist.
    /// </summary>
    [JsonPropertyName("to")]
    public string? ToDigest { get; init; }

    /// <summary>
    /// Gets the history entry that began, ended or changed with the event; null only for <see cref="TagEventKind.Gap"/>. If Quay no longer
    /// has the entry, it holds what was known of it.
    /// </summary>
    [JsonPropertyName("entry")]
    public required TagHistoryEntry? Entry { get; init; }

    /// <summary>Gets when a gap began, in UTC and whole seconds; null for other events.</summary>
    [JsonPropertyName("since")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Since { get; init; }

    /// <summary>Gets why events may be missing, as a sentence; null for an event that is not a gap.</summary>
    [JsonPropertyName("reason")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>
    /// Gets who caused the event; null if this was not requested (<see cref="IHistoryOperations.AddActorsAsync"/>). An event without a
    /// matching log entry has an actor with a <see cref="TagEventActor.Reason"/>.
    /// </summary>
    [JsonPropertyName("actor")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TagEventActor? Actor { get; init; }

    /// <summary>Returns one line, with the time in UTC.</summary>
    public override string ToString()
    {
        if (Kind == TagEventKind.Gap)
        {
            return SafeLine.Of($"{TimeText.Of(At)} {Repository}: events since {TimeText.Of(Since)} may be missing. {Reason}");
        }

        string digests = (FromDigest, ToDigest) switch
        {
            (null, null) => $" {Entry?.ManifestDigest}",
            ({ } from, null) => $" {from}",
            (null, { } to) => $" {to}",
            ({ } from, { } to) when from == to => $" {to}",
            ({ } from, { } to) => $" {from} -> {to}",
        };
        string actor = Actor is null ? "" : $" by {Actor}";
        return At is null
            ? SafeLine.Of($"at an unknown time {Tag} {Words(Kind)}{digests}{actor}")
            : SafeLine.Of($"{At} {Tag} {Words(Kind)}{digests}{actor}");
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
        TagEventKind.MadeImmutable => "made immutable",
        _ => kind.ToString(),
    };
}

/// <summary>Specifies what happened to a tag.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TagEventKind>))]
public enum TagEventKind
{
    /// <summary>The tag began to point at a manifest. What it pointed at before is unknown.</summary>
    [JsonStringEnumMemberName("began")]
    Began,

    /// <summary>The tag began to point at a manifest. It did not exist just before.</summary>
    [JsonStringEnumMemberName("created")]
    Created,

    /// <summary>The tag moved to another manifest: the new entry began at most two seconds after the old one ended.</summary>
    [JsonStringEnumMemberName("moved")]
    Moved,

    /// <summary>The tag was pushed or moved to the manifest that it already pointed at.</summary>
    [JsonStringEnumMemberName("pushed_again")]
    PushedAgain,

    /// <summary>The tag was restored to a manifest that it, or another tag, had pointed at.</summary>
    [JsonStringEnumMemberName("reverted")]
    Reverted,

    /// <summary>
    /// The tag was deleted or expired; the history does not show which. <see cref="TagEvent.At"/> is null in two cases, because the real
    /// end can then be later: the recorded end is before the time machine's window (a permanent deletion can have set it), or exactly 104
    /// weeks after the start (the longest expiry).
    /// </summary>
    [JsonStringEnumMemberName("removed")]
    Removed,

    /// <summary>The tag expired at the time that an earlier snapshot shows.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,

    /// <summary>The tag will expire, unless its expiry is changed.</summary>
    [JsonStringEnumMemberName("will_expire")]
    WillExpire,

    /// <summary>An entry was permanently deleted at the time <see cref="TagEvent.At"/>. It ended then or earlier.</summary>
    [JsonStringEnumMemberName("permanently_deleted")]
    PermanentlyDeleted,

    /// <summary>
    /// The tag became immutable, or was created immutable. Only a watch reports this. Quay does not record when it happened.
    /// </summary>
    [JsonStringEnumMemberName("made_immutable")]
    MadeImmutable,

    /// <summary>
    /// Events of the repository may be missing, from <see cref="TagEvent.Since"/> to <see cref="TagEvent.At"/>. Only a watch reports this.
    /// </summary>
    [JsonStringEnumMemberName("gap")]
    Gap,
}
