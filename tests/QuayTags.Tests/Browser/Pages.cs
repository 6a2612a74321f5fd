using System.Globalization;
using Quay.Client;
using Quay.Client.History;
using QuayTags.Tests.Timeline;

namespace QuayTags.Tests.Browser;

/// <summary>Creates pages for tests.</summary>
internal static class Pages
{
    public static string Of(TestHistory history, TimeRange? range = null) => TimelinePage.Draw(Drawing.SceneOf(history, range));

    public static string Small() => Of(Shop.Small());

    public static string Large() => Of(Shop.Large());

    /// <summary>Creates the page of many tags, each with the same number of entries.</summary>
    public static string Many(int tags, int entriesOfTag)
    {
        var history = new TestHistory();
        for (int tag = 0; tag < tags; tag++)
        {
            for (int entry = 0; entry < entriesOfTag; entry++)
            {
                double start = 10 + (tag * 0.005) + (entry * 0.5);
                history.Entry(
                    string.Create(CultureInfo.InvariantCulture, $"tag-{tag:000}"),
                    $"image {((tag * 7) + entry) % 60}",
                    start,
                    entry + 1 < entriesOfTag ? start + 0.5 : null);
            }
        }

        return Of(history);
    }

    public static TagHistoryEntry Entry(string tag, string digest) =>
        new() { Name = tag, ManifestDigest = digest, Start = TestHistory.Day(15), Size = 1 };
}
