using System.Collections.Immutable;

namespace Quay.Client.Testing;

/// <summary>What somebody did, as the usage log of a repository has it.</summary>
public sealed record FakeLogEntry
{
    /// <summary>What was done: <c>move_tag</c>, <c>delete_tag</c>, ….</summary>
    public required string Kind { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The user who did it; null for nobody.</summary>
    public string? Performer { get; init; }

    /// <summary>With what: the values of <c>metadata</c>; strings, numbers, booleans, null.</summary>
    public IReadOnlyDictionary<string, object?> Metadata { get; init; } = ImmutableDictionary<string, object?>.Empty;

    /// <summary>The address from where it was done; null when nobody knows.</summary>
    public string? Address { get; init; } = "127.0.0.1";
}
