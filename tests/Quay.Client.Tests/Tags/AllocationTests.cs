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
    [InlineData(30, 145)]
    [InlineData(100, 315)]
    public void A_row_allocates_no_more_than_this(int distinctOfAHundred, int most)
    {
        byte[] page = Page(distinctOfAHundred);
        var reader = new TagHistoryReader(QuayJsonContext.Default.TagHistoryPage, Rows);
        reader.Read(page);
        reader = new TagHistoryReader(QuayJsonContext.Default.TagHistoryPage, Rows);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            // Other pages than the one before, so that what is remembered of it helps no more than in a history.
            reader.Read(page);
        }

        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / (10 * Rows);
        Assert.InRange(each, 70, most);
    }

    private static byte[] Page(int distinctOfAHundred)
    {
        var json = new StringBuilder("{\"tags\": [");
        for (int row = 0; row < Rows; row++)
        {
            int text = distinctOfAHundred == Rows ? row : row % distinctOfAHundred;
            json.Append(row == 0 ? "" : ", ").Append(
                CultureInfo.InvariantCulture,
                $$"""{"name": "build-{{text:D5}}-rc", "reversion": false, "start_ts": 1795436671, "end_ts": 1795436672, "manifest_digest": "sha256:{{text:D64}}", """);
            json.Append(
                """
                "is_manifest_list": false, "size": 1, "last_modified": "Mon, 23 Nov 2026 12:24:31 -0000", "expiration": "Mon, 23 Nov 2026 12:24:32 -0000"}
                """);
        }

        return Encoding.UTF8.GetBytes(json.Append("], \"page\": 1, \"has_additional\": true}").ToString());
    }
}
