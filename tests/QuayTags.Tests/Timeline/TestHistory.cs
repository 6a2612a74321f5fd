using System.Security.Cryptography;
using System.Text;
using Quay.Client;
using Quay.Client.History;

namespace QuayTags.Tests.Timeline;

/// <summary>Builds a history. Times are days of November 2026, the month of <see cref="ToolRun.Now"/>.</summary>
internal sealed class TestHistory
{
    public static readonly TimeSpan Window = TimeSpan.FromDays(14);

    private readonly List<TagHistoryEntry> _entries = [];

    /// <summary>Gets how long the time machine keeps ended entries.</summary>
    public TimeSpan TimeMachine { get; init; } = Window;

    /// <summary>Gets the entries in Quay's order.</summary>
    public IReadOnlyList<TagHistoryEntry> Entries =>
    [
        .. _entries.Index()
            .OrderByDescending(entry => entry.Item.Start)
            .ThenByDescending(entry => entry.Index)
            .Select(entry => entry.Item),
    ];

    public IReadOnlyList<TagEvent> Events => TagTimeline.Of("acme/app", Entries, ToolRun.Now, TimeMachine).Events;

    /// <summary>Gets a time in November: 9.5 is noon on the ninth. Days after 30 are in the following months.</summary>
    public static DateTimeOffset Day(double day)
    {
        DateTimeOffset time = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day - 1);
        return DateTimeOffset.FromUnixTimeSeconds((long)Math.Round((time - DateTimeOffset.UnixEpoch).TotalSeconds));
    }

    /// <summary>Gets the digest of an image with this name.</summary>
    public static string Digest(string image) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(image)))}";

    /// <summary>Adds an entry.</summary>
    public TestHistory Entry(string tag, string image, double start, double? end = null, bool reversion = false) => Add(new TagHistoryEntry
    {
        Name = tag,
        ManifestDigest = Digest(image),
        Start = Day(start),
        End = end is { } day ? Day(day) : null,
        Reversion = reversion,
        Size = 2_000_000 + (1000 * image.Length),
    });

    /// <summary>Adds the entries of a tag that moves from image to image. An exclamation mark means that the image is restored.</summary>
    public TestHistory Moves(string tag, double? end, params (double Start, string Image)[] moves)
    {
        for (int i = 0; i < moves.Length; i++)
        {
            (double start, string image) = moves[i];
            Entry(tag, image.TrimStart('!'), start, i + 1 < moves.Length ? moves[i + 1].Start : end, image.StartsWith('!'));
        }

        return this;
    }

    public TestHistory Add(TagHistoryEntry entry)
    {
        _entries.Add(entry);
        return this;
    }
}
