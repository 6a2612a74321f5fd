using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>Loads a recorded history of 2,500 entries and compares the fake's pages with it.</summary>
public class HistoryReplayTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 28, 45, TimeSpan.Zero);
    private static readonly string[] Recorded = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Recorded", "history-2500.jsonl"));
    private static readonly string[] Entries = [.. Recorded.SelectMany(EntriesOf)];

    private readonly FakeQuay _quay = new(new FakeTimeProvider(Now)) { Features = FakeFeatures.All };

    public HistoryReplayTests()
    {
        using StringReader responses = new(string.Join('\n', Recorded));
        _quay.AddRepository("rqorg/hist2500").LoadHistory(responses);
    }

    [Fact]
    public void Pages_of_100_entries_equal_the_recorded_responses() =>
        Assert.Equal(Recorded, Enumerable.Range(1, Recorded.Length).Select(page => Page(100, page).TrimEnd('\n')));

    [Theory]
    [InlineData(100, 25)]
    [InlineData(37, 68)]
    [InlineData(1, 2500)]
    public void Pages_of_any_size_contain_the_recorded_entries_in_order(int limit, int pages)
    {
        string[] responses = [.. Enumerable.Range(1, pages).Select(page => Page(limit, page))];

        Assert.Equal(Entries, responses.SelectMany(EntriesOf));
        Assert.All(responses.Index(), response =>
        {
            JsonElement json = JsonElement.Parse(response.Item);
            Assert.Equal(response.Index + 1, json.GetProperty("page").GetInt32());
            Assert.Equal(response.Index + 1 < pages, json.GetProperty("has_additional").GetBoolean());
        });
    }

    [Fact]
    public void Active_tags_are_the_recorded_entries_that_have_not_ended()
    {
        string[] live = [.. Entries.Where(IsAlive)];

        Assert.Equal(live, EntriesOf(Get("?limit=100&onlyActiveTags=true")));
    }

    private static bool IsAlive(string entry) =>
        !JsonElement.Parse(entry).TryGetProperty("end_ts", out JsonElement end) || end.GetInt64() > Now.ToUnixTimeSeconds();

    private string Page(int limit, int page) => Get($"?limit={limit}&page={page}");

    private string Get(string query) => _quay.Handle(new FakeRequest
    {
        Method = "GET",
        Origin = new Uri("http://127.0.0.1/"),
        Target = "/api/v1/repository/rqorg/hist2500/tag/" + query,
        Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Authorization"] = $"Bearer {_quay.Token}" },
    }).Text;

    private static IEnumerable<string> EntriesOf(string response) =>
        JsonElement.Parse(response).GetProperty("tags").EnumerateArray().Select(entry => entry.GetRawText());
}
