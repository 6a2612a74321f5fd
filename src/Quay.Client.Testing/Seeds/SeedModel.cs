using System.Text.Json;

namespace Quay.Client.Testing;

/// <summary>Represents a name in a seed that refers to a user, and its JSON path.</summary>
internal sealed record SeedUser(string Name, string Path);

/// <summary>Represents the policies of a namespace or a repository. They get identifiers when they are loaded.</summary>
internal sealed record SeedPolicies(
    IReadOnlyList<FakeAutoPrunePolicy> AutoPrune, IReadOnlyList<FakeImmutabilityPolicy> Immutability, string Path);

internal sealed record SeedNamespace(string Name, string Path, bool IsOrganization, SeedPolicies Policies)
{
    public IReadOnlyList<SeedUser> Owners { get; init; } = [];

    public TimeSpan? TimeMachine { get; init; }
}

internal sealed record SeedToken(string Value, string Path, SeedUser User, IReadOnlySet<string> Scopes);

internal sealed record SeedRepository(string Namespace, string Name, string Path, SeedPolicies Policies)
{
    public string FullName => $"{Namespace}/{Name}";

    public bool IsPublic { get; init; }

    public string? Description { get; init; }

    public FakeRepositoryState State { get; init; }

    public IReadOnlyList<(SeedUser User, FakeRole Role)> Permissions { get; init; } = [];

    /// <summary>Gets the entries in the form of Quay's API, newest first.</summary>
    public IReadOnlyList<JsonElement> Recorded { get; init; } = [];

    /// <summary>Gets the entries in the short form of seeds.</summary>
    public IReadOnlyList<SeedEntry> Entries { get; init; } = [];
}

/// <summary>Represents an entry of the tag history in the short form of seeds, with times in milliseconds.</summary>
internal sealed record SeedEntry(string Tag, string Path, string Digest, long StartMs, long? EndMs)
{
    public long? Size { get; init; }

    public bool IsReversion { get; init; }

    public bool IsImmutable { get; init; }

    /// <summary>Gets the digests of a manifest list; null for an image.</summary>
    public IReadOnlyList<string>? Children { get; init; }
}
