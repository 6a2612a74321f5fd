using System.Security.Cryptography;
using System.Text;
using Quay.Client;
using Quay.Client.History;

namespace QuayTags.Tests.Timeline;

/// <summary>
/// Rows of a history that a test makes, with times as days and hours of November 2026, in which <see cref="ToolRun.Now"/> is.
/// </summary>
internal sealed class TestHistory
{
    public static readonly TimeSpan Window = TimeSpan.FromDays(14);

    private readonly List<TagHistoryEntry> _entries = [];

    /// <summary>How long the time machine keeps rows: of one that ended before that the end is not trusted.</summary>
    public TimeSpan TimeMachine { get; init; } = Window;

    /// <summary>In Quay's order.</summary>
    public IReadOnlyList<TagHistoryEntry> Entries =>
    [
        .. _entries.Index()
            .OrderByDescending(entry => entry.Item.Start)
            .ThenByDescending(entry => entry.Index)
            .Select(entry => entry.Item),
    ];

    public IReadOnlyList<TagEvent> Events => TagTimeline.Of("acme/app", Entries, ToolRun.Now, TimeMachine).Events;

    /// <summary>A time of November: 9.5 is the noon of the ninth. Days over 30 are of the months after.</summary>
    public static DateTimeOffset Day(double day)
    {
        DateTimeOffset time = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day - 1);
        return DateTimeOffset.FromUnixTimeSeconds((long)Math.Round((time - DateTimeOffset.UnixEpoch).TotalSeconds));
    }

    /// <summary>The digest of an image that a word stands for.</summary>
    public static string Digest(string image) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(image)))}";

    /// <summary>One row.</summary>
    public TestHistory Entry(string tag, string image, double start, double? end = null, bool reversion = false) => Add(new TagHistoryEntry
    {
        Name = tag,
        ManifestDigest = Digest(image),
        Start = Day(start),
        End = end is { } day ? Day(day) : null,
        Reversion = reversion,
        Size = 2_000_000 + (1000 * image.Length),
    });

    /// <summary>A tag that is moved from image to image; one with an exclamation mark before it is restored.</summary>
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
