namespace Quay.Client.Testing;

/// <summary>A rule by which new tags are immutable.</summary>
public sealed record FakeImmutabilityPolicy
{
    private const int LongestPattern = 256;

    /// <summary>Its UUID.</summary>
    public required string Id { get; init; }

    /// <summary>A regular expression for whole names.</summary>
    public required string TagPattern { get; init; }

    /// <summary>Whether it is about the names that match, not those that do not.</summary>
    public bool TagPatternMatches { get; init; } = true;

    /// <exception cref="ArgumentException">Quay rejects the pattern.</exception>
    internal static FakeImmutabilityPolicy Create(string id, string tagPattern, bool tagPatternMatches)
    {
        ArgumentNullException.ThrowIfNull(tagPattern);
        return ErrorOf(tagPattern.Trim()) is { } error
            ? throw new ArgumentException(error, nameof(tagPattern))
            : new FakeImmutabilityPolicy { Id = id, TagPattern = tagPattern.Trim(), TagPatternMatches = tagPatternMatches };
    }

    /// <summary>What is wrong with a pattern in Quay's words; null for nothing.</summary>
    internal static string? ErrorOf(string pattern) => pattern switch
    {
        "" => "tag_pattern is required and must be a non-empty string",
        _ when pattern.EnumerateRunes().Count() > LongestPattern => "tag_pattern must be 256 characters or less",
        _ => PatternSyntax.ErrorOf(pattern) is { } words ? "Invalid regex pattern: " + words : null,
    };

    internal bool Covers(string tag) => Testing.TagPattern.IsMatch(TagPattern, tag) == TagPatternMatches;
}
