namespace Quay.Client.Testing;

/// <summary>
/// One lifetime of one tag, as Quay's database has it: to the millisecond. It shows the row as it is now, also after later writes.
/// </summary>
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

    /// <summary>The name of the tag.</summary>
    public string Name { get; }

    /// <summary>What it points at.</summary>
    public FakeManifest Manifest { get; }

    /// <summary>The digest of what it points at.</summary>
    public string Digest => Manifest.Digest;

    /// <summary>When it began to point there.</summary>
    public DateTimeOffset Start => DateTimeOffset.FromUnixTimeMilliseconds(StartMs);

    /// <summary>When it ended or will expire; null for never. Before <see cref="Start"/> for a row that was permanently deleted.</summary>
    public DateTimeOffset? End => EndMs is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(end, EarliestMs, LatestMs)) : null;

    /// <summary>Whether a restore made the row.</summary>
    public bool IsReversion { get; internal init; }

    /// <summary>Whether the tag can be neither moved nor deleted while the row lives.</summary>
    public bool IsImmutable { get; internal set; }

    /// <summary>Name, digest and lifetime.</summary>
    public override string ToString() => $"{Name} {Digest} {Start:O}..{End:O}";

    internal long StartMs { get; }

    internal long? EndMs { get; set; }

    /// <summary>Hidden rows keep a manifest that is in use from the collector; no list shows them.</summary>
    internal bool IsHidden { get; init; }

    internal bool IsAliveAt(long nowMs) => EndMs is not { } end || end > nowMs;
}
