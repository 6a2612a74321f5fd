using System.Globalization;
using System.Text;
using Quay.Client.Tags;
using Quay.Client.Wire;

namespace Quay.Client.Tests.Tags;

/// <summary>What a row costs in memory: exact, unlike time.</summary>
public class AllocationTests
{
    private const int Rows = 100;

    [Theory]
    [InlineData(30, 185)]
    [InlineData(100, 325)]
    public void A_row_allocates_no_more_than_this(int newOfAHundred, int most)
    {
        byte[][] pages = [.. Enumerable.Range(0, 20).Select(number => Page(number, newOfAHundred))];
        Read(pages);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Read(pages);
        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / (pages.Length * Rows);

        Assert.InRange(each, 70, most);
    }

    private static void Read(byte[][] pages)
    {
        var reader = new TagHistoryReader(QuayJsonContext.Default.TagHistoryPage, Rows);
        foreach (byte[] page in pages)
        {
            Assert.NotNull(reader.TryRead(page));
        }
    }

    /// <summary>A page whose names and digests are on no page before it; of a hundred rows so many differ, the others repeat them.</summary>
    private static byte[] Page(int number, int newOfAHundred)
    {
        var json = new StringBuilder("{\"tags\": [");
        for (int row = 0; row < Rows; row++)
        {
            int text = (number * Rows) + (row % newOfAHundred);
            json.Append(row == 0 ? "" : ", ").Append(
                CultureInfo.InvariantCulture,
                $$"""{"name": "build-{{text:D5}}-rc", "reversion": false, "start_ts": 1795436671, "end_ts": 1795436672, "manifest_digest": "sha256:{{text:D64}}", """);
            json.Append(
                """
                "is_manifest_list": false, "size": 1, "last_modified": "Mon, 23 Nov 2026 12:24:31 -0000", "expiration": "Mon, 23 Nov 2026 12:24:32 -0000"}
                """);
        }

        json.Append("], \"page\": 1, \"has_additional\": true}");
        return Encoding.UTF8.GetBytes(json.ToString());
    }
}
