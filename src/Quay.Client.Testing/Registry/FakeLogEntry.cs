using System.Collections.Immutable;

namespace Quay.Client.Testing;

/// <summary>Represents an entry of the usage log of a repository or a namespace.</summary>
public sealed record FakeLogEntry
{
    /// <summary>Gets the kind of the action, such as <c>move_tag</c> or <c>delete_tag</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>
    /// Gets the time of the action, as precise as the server stores it. With MySQL, Quay stores whole seconds. Quay's pages skip entries if
    /// a page ends between two entries with the same stored time.
    /// </summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Gets the name of the user who did it; null for an anonymous caller, or for Quay itself.</summary>
    public string? Performer { get; init; }

    /// <summary>
    /// Gets the details (the property <c>metadata</c> in Quay's JSON). Each value is a string, a number, a boolean or null.
    /// </summary>
    public IReadOnlyDictionary<string, object?> Metadata { get; init; } = ImmutableDictionary<string, object?>.Empty;

    /// <summary>Gets the IP address of the caller; null if it is unknown.</summary>
    public string? Address { get; init; } = "127.0.0.1";
}
