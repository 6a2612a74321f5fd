using Quay.Client.Testing;

namespace Quay.Client.History.Tests.Watching;

/// <summary>Represents the time in which a tag pointed at a manifest, as the test observed it.</summary>
internal sealed class TagPeriod(FakeTagEntry entry)
{
    public FakeTagEntry Entry => entry;

    public DateTimeOffset Start { get; } = RandomHistory.Second(entry.Start);

    public DateTimeOffset? End { get; private set; }

    public bool IsExpired { get; private set; }

    public bool WasAliveAtStart { get; init; }

    /// <summary>Gets or sets how often the tag was made immutable.</summary>
    public int TimesImmutable { get; set; }

    /// <summary>Gets whether Quay moved the end of the entry to another time than that of the change.</summary>
    public bool IsFalsified => End is { } end && (Entry.End is not { } recorded || RandomHistory.Second(recorded) != end);

    // The fake gives each write its own millisecond, so its time can be a few milliseconds after the clock's.
    public void Finish(DateTimeOffset at, bool isExpired)
    {
        bool isRecorded = entry.End - at is { } difference && difference.Duration() < TimeSpan.FromMilliseconds(100);
        (End, IsExpired) = (RandomHistory.Second(isRecorded ? entry.End!.Value : at), isExpired);
    }

    public bool IsStartOf(TagEvent happened) =>
        (happened.Entry?.Start, happened.Entry?.ManifestDigest, happened.At) == (Start, Entry.Digest, Start);

    public override string ToString() =>
        $"{Entry.Name} {Entry.Digest[..14]} {Start:HH:mm:ss}..{End:HH:mm:ss}{(IsFalsified ? " falsified" : "")}";
}
