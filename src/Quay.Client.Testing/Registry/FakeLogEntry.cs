namespace Quay.Client.Testing.Registry;

/// <summary>What somebody did, as the usage log of a repository has it.</summary>
/// <param name="Kind">What was done: <c>move_tag</c>, <c>delete_tag</c>, ….</param>
/// <param name="Time">When.</param>
/// <param name="Performer">The user who did it; null for nobody.</param>
/// <param name="Metadata">With what: the values of <c>metadata</c>; strings, numbers, booleans, null.</param>
public sealed record FakeLogEntry(string Kind, DateTimeOffset Time, string? Performer, IReadOnlyDictionary<string, object?> Metadata)
{
    /// <summary>The address from where it was done; null when nobody knows.</summary>
    public string? Address { get; init; } = "127.0.0.1";
}
