namespace Quay.Client.Tests.Tags;

/// <summary>Which rows of a tag are new, when rows have no id and the collector takes some away.</summary>
public class TagStateTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("", "1a", "1a")]
    [InlineData("2b 1a", "2b 1a", "")]
    [InlineData("2b 1a", "3c 2b 1a", "3c")]
    [InlineData("2b 1a", "4a 3c 2b 1a", "4a 3c")]
    [InlineData("3c 2b 1a", "3c 1a", "")]
    [InlineData("3c 2b", "2b", "")]
    [InlineData("3c 2b", "4d 2b", "4d")]
    [InlineData("3c 2b", "3c 2b 1a", "")]
    [InlineData("1a", "1a 1a", "1a")]
    [InlineData("1b 1a", "1a 1b 1a", "1a")]
    [InlineData("2b", "3b", "3b")]
    public void Rows_that_were_added_are_told_from_those_that_were_there(string before, string after, string added) =>
        Assert.Equal(added, string.Join(
            ' ', State(after).EntriesSince(State(before)).Select(row => $"{row.Start!.Value.ToUnixTimeSeconds()}{row.ManifestDigest}")));

    private static TagState State(string rows)
    {
        TagHistoryEntry[] entries =
        [
            .. rows.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(row => new TagHistoryEntry
            {
                Name = "prod", Start = DateTimeOffset.FromUnixTimeSeconds(row[0] - '0'), ManifestDigest = row[1..],
            }),
        ];
        return new TagState(entries, IsCut: false, entries.FirstOrDefault());
    }
}
