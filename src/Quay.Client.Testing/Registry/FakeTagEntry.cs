namespace Quay.Client.Testing;

/// <summary>Represents an entry of the tag history, with times in milliseconds as in Quay's database.</summary>
/// <remarks>The properties are live: they reflect later writes.</remarks>
public sealed class FakeTagEntry
{
    private static readonly long EarliestMs = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long LatestMs = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    internal FakeTagEntry(string name, FakeManifest manifest, long startMs, long? endMs)
    {
        Name = name;
        Manifest = manifest;
        StartMs = startMs;
        EndMs = endMs;
    }

    /// <summary>Gets the name of the tag.</summary>
    public string Name { get; }

    /// <summary>Gets the manifest that the tag points at.</summary>
    public FakeManifest Manifest { get; }

    /// <summary>Gets the digest of the manifest.</summary>
    public string Digest => Manifest.Digest;

    /// <summary>Gets when the tag began to point at the manifest.</summary>
    public DateTimeOffset Start => DateTimeOffset.FromUnixTimeMilliseconds(StartMs);

    /// <summary>
    /// Gets when the entry ended or will expire; null if it does neither. After a permanent deletion, it is the start of the time machine's
    /// window, which can be before <see cref="Start"/>.
    /// </summary>
    public DateTimeOffset? End => EndMs is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(end, EarliestMs, LatestMs)) : null;

    /// <summary>Gets whether the entry is from a restoration.</summary>
    public bool IsReversion { get; internal init; }

    /// <summary>Gets whether the tag is immutable: it can be neither moved nor deleted.</summary>
    public bool IsImmutable { get; internal set; }

    /// <summary>Returns name, digest, start and end.</summary>
    public override string ToString() => $"{Name} {Digest} {Start:O}..{End:O}";

    internal long StartMs { get; }

    internal long? EndMs { get; set; }

    /// <summary>Gets whether the entry is omitted from lists. Quay uses such entries to protect a manifest from the collector.</summary>
    internal bool IsHidden { get; init; }

    internal bool IsAliveAt(long nowMs) => EndMs is not { } end || end > nowMs;
}
