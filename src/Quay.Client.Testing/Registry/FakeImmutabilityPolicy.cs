namespace Quay.Client.Testing;

/// <summary>Represents a policy that makes existing and new tags immutable.</summary>
public sealed record FakeImmutabilityPolicy
{
    private const int LongestPattern = 256;

    /// <summary>Gets the UUID.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the regular expression that the whole name of a tag must match.</summary>
    public required string TagPattern { get; init; }

    /// <summary>Gets whether the policy applies to the tags that match; if false, it applies to those that do not match.</summary>
    public bool TagPatternMatches { get; init; } = true;

    /// <exception cref="ArgumentException">Quay rejects the pattern.</exception>
    internal static FakeImmutabilityPolicy Create(string id, string tagPattern, bool tagPatternMatches)
    {
        ArgumentNullException.ThrowIfNull(tagPattern);
        return ErrorOf(tagPattern.Trim()) is { } error
            ? throw new ArgumentException(error, nameof(tagPattern))
            : new FakeImmutabilityPolicy { Id = id, TagPattern = tagPattern.Trim(), TagPatternMatches = tagPatternMatches };
    }

    /// <summary>Returns Quay's error message for a pattern; null if the pattern is valid.</summary>
    internal static string? ErrorOf(string pattern) => pattern switch
    {
        "" => "tag_pattern is required and must be a non-empty string",
        _ when pattern.EnumerateRunes().Count() > LongestPattern => "tag_pattern must be 256 characters or less",
        _ => PatternSyntax.ErrorOf(pattern) is { } words ? "Invalid regex pattern: " + words : null,
    };

    internal bool Covers(string tag) => Testing.TagPattern.IsMatch(TagPattern, tag) == TagPatternMatches;
}
