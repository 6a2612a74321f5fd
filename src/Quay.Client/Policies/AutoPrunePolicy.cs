namespace Quay.Client;

/// <summary>
/// A rule by which Quay deletes tags of a repository: all but the newest few, or all of an age. Made by its factories, so that method and value fit.
/// Serialized, it is Quay's own JSON again.
/// </summary>
[JsonConverter(typeof(AutoPrunePolicyConverter))]
public sealed record AutoPrunePolicy : IPolicy<AutoPrunePolicy>
{
    private const string NumberOfTags = "number_of_tags";
    private const string CreationDate = "creation_date";

    internal AutoPrunePolicy(string method, string value, bool isText)
    {
        Method = method;
        Value = value;
        IsText = isText;
    }

    /// <summary>Its id, a UUID; null for one that is yet to be created.</summary>
    public string? Uuid { get; internal init; }

    /// <summary>How it chooses: <c>number_of_tags</c>, <c>creation_date</c>, or what a newer Quay knows.</summary>
    public string Method { get; }

    /// <summary>The value of the method as it is on the wire: <c>10</c>, <c>7d</c>.</summary>
    public string Value { get; }

    /// <summary>Gets how many of the newest tags are kept; null for another method, or if the number is too large (see <see cref="Value"/>).</summary>
    public long? TagCount =>
        Method == NumberOfTags && long.TryParse(Value, NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : null;

    /// <summary>From which age on a tag is deleted, counted from its start; null with another method, and for an age that is none here.</summary>
    public TimeSpan? Age => Method == CreationDate ? PruneAge.Parse(Value) : null;

    /// <summary>
    /// A regular expression that is looked for <em>anywhere</em> in the name of a tag: <c>v1</c> is about <c>dev10</c> too, so <c>^v1$</c> is the tag alone.
    /// (The patterns of <see cref="ImmutabilityPolicy"/> match whole names.) Null: it is about every tag.
    /// </summary>
    public string? TagPattern { get; internal init; }

    /// <summary>Whether it is about the tags that match; false: about those that do not. Null without a pattern, where Quay does not say.</summary>
    public bool? TagPatternMatches { get; internal init; }

    /// <summary>Whether the value is a text on the wire.</summary>
    internal bool IsText { get; }

    /// <summary>Gets whether the server supports patterns. A policy without a pattern can also be older than this support, and then has nulls.</summary>
    internal bool ShowsPattern { get; init; }

    /// <summary>Keeps the tags that were pushed or moved last, and deletes the others.</summary>
    /// <param name="count">How many stay, at least 1.</param>
    /// <param name="tagPattern">The tags that it is about (<see cref="TagPattern"/>), of which it counts alone; null for every tag. Since Quay 3.13.</param>
    /// <param name="tagPatternMatches">Whether it is about the tags that match; false: about those that do not.</param>
    /// <remarks>A tag that was moved or restored counts as new, however old its image is.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="tagPattern"/> is blank, or null while <paramref name="tagPatternMatches"/> is false.
    /// </exception>
    public static AutoPrunePolicy KeepNewest(int count, string? tagPattern = null, bool tagPatternMatches = true)
    {
        OutOfRange.ThrowIfNotBetween(count, 1, int.MaxValue, nameof(count));
        return new AutoPrunePolicy(NumberOfTags, count.ToString(CultureInfo.InvariantCulture), isText: false).For(tagPattern, tagPatternMatches);
    }

    /// <summary>Deletes the tags that have not moved for some time.</summary>
    /// <param name="age">For how long, in whole seconds, at least one.</param>
    /// <param name="tagPattern">The tags that it is about (<see cref="TagPattern"/>); null for every tag. Since Quay 3.13.</param>
    /// <param name="tagPatternMatches">Whether it is about the tags that match; false: about those that do not.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="age"/> is less than a second, or has a part of one.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="tagPattern"/> is blank, or null while <paramref name="tagPatternMatches"/> is false.
    /// </exception>
    public static AutoPrunePolicy RemoveOlderThan(TimeSpan age, string? tagPattern = null, bool tagPatternMatches = true)
    {
        if (age < TimeSpan.FromSeconds(1) || age.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            throw OutOfRange.Of(nameof(age), $"An age must be at least one second, in whole seconds, not {age}.");
        }

        return new AutoPrunePolicy(CreationDate, PruneAge.Text(age), isText: true).For(tagPattern, tagPatternMatches);
    }

    /// <summary>The policy as Quay takes it: without an id, and without the null that stands for no pattern in its answers and that it refuses.</summary>
    internal AutoPrunePolicy ToSend() =>
        this with { Uuid = null, TagPatternMatches = TagPattern is null ? null : TagPatternMatches, ShowsPattern = TagPattern is not null };

    bool IPolicy<AutoPrunePolicy>.IsEquivalentTo(AutoPrunePolicy other) =>
        Method == other.Method
        && (Age is { } age ? age == other.Age : Value == other.Value)
        && TagPattern?.Trim() == other.TagPattern?.Trim()
        && (TagPattern is null || (TagPatternMatches ?? true) == (other.TagPatternMatches ?? true));

    private AutoPrunePolicy For(string? tagPattern, bool matches)
    {
        if (tagPattern is null)
        {
            return matches ? this : throw new ArgumentException("Without a pattern no tag fails to match it.", nameof(tagPattern));
        }

        ArgumentException.ThrowIfNullOrWhiteSpace(tagPattern);
        return this with { TagPattern = tagPattern, TagPatternMatches = matches, ShowsPattern = true };
    }

    /// <summary>Returns the policy on one line.</summary>
    public override string ToString() => SafeText.Line($"{Method} {Value}{(TagPattern is null ? "" : $", tags that {(TagPatternMatches == false ? "do not match" : "match")} {TagPattern}")}");
}
