namespace Quay.Client;

/// <summary>Describes the manifests of a manifest list. Few entries have any, so these fields use no memory in the others.</summary>
internal sealed record ListChildren
{
    private static readonly ListChildren None = new();

    public bool? IsSparse { get; init; }

    public int? Count { get; init; }

    public int? PresentCount { get; init; }

    public IReadOnlyDictionary<string, bool>? Presence { get; init; }

    // Returns a changed copy; null if no field is set.
    public static ListChildren? With(ListChildren? children, Func<ListChildren, ListChildren> change) =>
        change(children ?? None) is var changed && changed == None ? null : changed;

    public bool Equals(ListChildren? other) => other is not null
        && (IsSparse, Count, PresentCount, Presence is null) == (other.IsSparse, other.Count, other.PresentCount, other.Presence is null)
        && (Presence is null
            || (Presence.Count == other.Presence!.Count
                && Presence.All(child => other.Presence.TryGetValue(child.Key, out bool isPresent) && isPresent == child.Value)));

    public override int GetHashCode() => HashCode.Combine(IsSparse, Count, PresentCount, Presence?.Count);
}
