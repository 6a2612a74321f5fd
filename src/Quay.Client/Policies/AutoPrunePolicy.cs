namespace Quay.Client;

/// <summary>
/// Represents a policy that deletes tags: all but the newest ones, or those older than a given age. Create one with
/// <see cref="KeepNewest"/> or <see cref="RemoveOlderThan"/>.
/// </summary>
[JsonConverter(typeof(AutoPrunePolicyConverter))]
public sealed record AutoPrunePolicy : IPolicy<AutoPrunePolicy>
{
    private const string NumberOfTags = "number_of_tags";
    private const string CreationDate = "creation_date";

    // A duration is formatted in days or smaller units, because people write 7d, not 1w.
    private static readonly (char Unit, long Seconds)[] Units =
        [('y', 31_536_000), ('w', 604_800), ('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

    internal AutoPrunePolicy(string method, string value, bool isText) => (Method, Value, IsText) = (method, value, isText);

    /// <summary>Gets the id, a UUID; null for a policy that is not created yet.</summary>
    public string? Uuid { get; internal init; }

    /// <summary>Gets the method: <c>number_of_tags</c> or <c>creation_date</c>. A newer Quay can return others.</summary>
    public string Method { get; }

    /// <summary>Gets the value for the method as text, such as <c>10</c> (tags) or <c>7d</c> (seven days).</summary>
    public string Value { get; }

    /// <summary>Gets how many of the newest tags are kept; null for another method, or if it does not fit in a <c>long</c>.</summary>
    public long? TagCount =>
        Method == NumberOfTags && long.TryParse(Value, NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : null;

    /// <summary>
    /// Gets the age at which a tag is deleted, counted from its last push, move or restoration; null for another method, or if
    /// <see cref="Value"/> cannot be parsed.
    /// </summary>
    public TimeSpan? Age => Method == CreationDate ? ParseAge(Value) : null;

    /// <summary>
    /// Gets the regular expression that matches <em>anywhere</em> in the name of a tag (<c>v1</c> also matches <c>dev10</c>); null for
    /// every tag. Quay does not validate it. Patterns require Quay 3.13.
    /// </summary>
    public string? TagPattern { get; internal init; }

    /// <summary>
    /// Gets whether the policy applies to tags that match the pattern (true) or do not match it (false); null if Quay does not report it.
    /// </summary>
    public bool? TagPatternMatches { get; internal init; }

    /// <summary>Gets whether <see cref="Value"/> is a string in JSON.</summary>
    internal bool IsText { get; }

    /// <summary>Gets whether the JSON has the properties of a pattern. Only servers that support patterns return them.</summary>
    internal bool ShowsPattern { get; init; }

    /// <summary>Creates a policy that keeps the tags that were pushed, moved or restored last, and deletes the others.</summary>
    /// <param name="count">How many tags to keep, at least 1.</param>
    /// <param name="tagPattern">A regular expression for the tags to count and delete (<see cref="TagPattern"/>); null for all.</param>
    /// <param name="tagPatternMatches">True to select the tags that match the pattern; false to select those that do not.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    /// <exception cref="ArgumentException"><paramref name="tagPattern"/> is blank, or null while <paramref name="tagPatternMatches"/> is
    /// false.</exception>
    public static AutoPrunePolicy KeepNewest(int count, string? tagPattern = null, bool tagPatternMatches = true)
    {
        OutOfRange.ThrowIfNotBetween(count, 1, int.MaxValue, nameof(count));
        string value = count.ToString(CultureInfo.InvariantCulture);
        return new AutoPrunePolicy(NumberOfTags, value, isText: false).For(tagPattern, tagPatternMatches);
    }

    /// <summary>Creates a policy that deletes tags older than an age, counted from their last push, move or restoration.</summary>
    /// <param name="age">The age in whole seconds, at least one.</param>
    /// <param name="tagPattern">A regular expression for the tags to delete (<see cref="TagPattern"/>); null for all.</param>
    /// <param name="tagPatternMatches">True to select the tags that match the pattern; false to select those that do not.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="age"/> is less than a second, or not in whole seconds.</exception>
    /// <exception cref="ArgumentException"><paramref name="tagPattern"/> is blank, or null while <paramref name="tagPatternMatches"/> is
    /// false.</exception>
    public static AutoPrunePolicy RemoveOlderThan(TimeSpan age, string? tagPattern = null, bool tagPatternMatches = true)
    {
        if (age < TimeSpan.FromSeconds(1) || age.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            throw OutOfRange.Of(nameof(age), $"The age must be at least one second and in whole seconds, not {age}.");
        }

        return new AutoPrunePolicy(CreationDate, FormatAge(age), isText: true).For(tagPattern, tagPatternMatches);
    }

    /// <summary>Returns the policy on one line.</summary>
    public override string ToString()
    {
        string sense = TagPatternMatches == false ? "do not match" : "match";
        return SafeLine.Of($"{Method} {Value}{(TagPattern is null ? "" : $", tags that {sense} {TagPattern}")}");
    }

    /// <summary>Returns the policy as Quay accepts it: without an id, and without the properties of a missing pattern.</summary>
    internal AutoPrunePolicy ToSend() =>
        this with { Uuid = null, TagPatternMatches = TagPattern is null ? null : TagPatternMatches, ShowsPattern = TagPattern is not null };

    AutoPrunePolicy IPolicy<AutoPrunePolicy>.WithUuid(string uuid) => this with { Uuid = uuid };

    bool IPolicy<AutoPrunePolicy>.IsEquivalentTo(AutoPrunePolicy other) =>
        Method == other.Method
        && (Age is { } age ? age == other.Age : Value == other.Value)
        && TagPattern?.Trim() == other.TagPattern?.Trim()
        && (TagPattern is null || (TagPatternMatches ?? true) == (other.TagPatternMatches ?? true));

    private static string FormatAge(TimeSpan age)
    {
        long seconds = age.Ticks / TimeSpan.TicksPerSecond;
        (char unit, long length) = Units[2..].First(unit => seconds % unit.Seconds == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / length}{unit}");
    }

    private static TimeSpan? ParseAge(string text)
    {
        long length = text.Length == 0 ? 0 : Units.FirstOrDefault(unit => unit.Unit == text[^1]).Seconds;
        if (length == 0 || !long.TryParse(text[..^1].Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            return null;
        }

        long longest = TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerSecond / length;
        return number >= -longest && number <= longest ? TimeSpan.FromSeconds(number * length) : null;
    }

    private AutoPrunePolicy For(string? tagPattern, bool matches)
    {
        if (tagPattern is null)
        {
            return matches ? this : throw new ArgumentException("tagPatternMatches can be false only with a pattern.", nameof(tagPattern));
        }

        ArgumentException.ThrowIfNullOrWhiteSpace(tagPattern);
        return this with { TagPattern = tagPattern, TagPatternMatches = matches, ShowsPattern = true };
    }
}
