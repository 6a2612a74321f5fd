namespace Quay.Client.History;

/// <summary>Holds what was read about single tags and manifests. Each is read only if a decision needs it.</summary>
internal sealed class RetentionFacts
{
    // By tag.
    public Dictionary<string, LastPull> Pulls { get; } = new(StringComparer.Ordinal);

    // By digest; null if the manifest does not exist any more.
    public Dictionary<string, IReadOnlyList<ManifestLabel>?> Labels { get; } = new(StringComparer.Ordinal);

    // By the digest of the manifest list; null if it cannot be read.
    public Dictionary<string, IReadOnlyList<string>?> Children { get; } = new(StringComparer.Ordinal);
}

/// <summary>Represents the end of the day on which a tag or its manifest was last pulled; null if never.</summary>
internal readonly record struct LastPull(DateTimeOffset? Time, string? UnknownReason = null);

/// <summary>Represents the facts that a decision lacks. Without them, it can select tags that must be kept.</summary>
internal sealed class MissingFacts
{
    public HashSet<string> Pulls { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Labels { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Children { get; } = new(StringComparer.Ordinal);

    public bool Any => Pulls.Count + Labels.Count + Children.Count > 0;
}
