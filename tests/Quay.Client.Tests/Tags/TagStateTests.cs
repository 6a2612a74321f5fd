namespace Quay.Client.Tests.Tags;

/// <summary>Verifies which entries of a tag count as new, although entries have no id and the collector removes some.</summary>
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
    public void EntriesSince_returns_only_the_added_entries(string before, string after, string added) =>
        Assert.Equal(added, string.Join(
            ' ',
            State(after).EntriesSince(State(before))
                .Select(entry => $"{entry.Start!.Value.ToUnixTimeSeconds()}{entry.ManifestDigest}")));

    private static TagState State(string text)
    {
        TagHistoryEntry[] entries =
        [
            .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(entry => new TagHistoryEntry
            {
                Name = "prod", Start = DateTimeOffset.FromUnixTimeSeconds(entry[0] - '0'), ManifestDigest = entry[1..],
            }),
        ];
        return new TagState(entries, IsCut: false, entries.FirstOrDefault());
    }
}
