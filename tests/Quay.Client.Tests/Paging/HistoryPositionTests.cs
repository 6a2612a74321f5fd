using System.Text.Json;
using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Paging;

/// <summary>Verifies that a tag history is continued after any entry, whatever happened since.</summary>
public class HistoryPositionTests
{
    private static readonly TagHistoryQuery SevenAPage = new() { PageSize = 7 };

    public static TheoryData<string> Filters => ["all", "active", "specific", "like"];

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Unchanged_history_is_continued_after_each_entry_with_exactly_the_rest(int maxConcurrentPages)
    {
        AcmeApp app = WithSharedSeconds();
        await AssertRestAfterEachAsync(app, SevenAPage with { MaxConcurrentPages = maxConcurrentPages }, static _ => true);
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Filtered_history_is_continued_after_each_entry_with_exactly_the_rest(string filter)
    {
        AcmeApp app = WithSharedSeconds();
        (TagHistoryQuery query, Predicate<FakeTagEntry> isSelected) = filter switch
        {
            "active" => (SevenAPage with { OnlyActiveTags = true }, static row => row.End is null),
            "specific" => (SevenAPage with { SpecificTag = "b" }, static row => row.Name == "b"),
            "like" => (SevenAPage with { NameFilter = TagNameFilter.Like("A") }, static row => row.Name.StartsWith('a')),
            _ => (SevenAPage, (Predicate<FakeTagEntry>)(static _ => true)),
        };
        await AssertRestAfterEachAsync(app, query, isSelected);
    }

    [Fact]
    public async Task Position_after_an_entry_that_the_client_selected_is_found_on_a_server_that_ignores_the_filter()
    {
        AcmeApp app = WithSharedSeconds();
        app.Quay.ServerVersion = new Version(3, 8);
        await AssertRestAfterEachAsync(
            app, SevenAPage with { NameFilter = TagNameFilter.Like("A") }, static row => row.Name.StartsWith('a'));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(7, 2)]
    [InlineData(60, 2)]
    [InlineData(400, 6)]
    [InlineData(3000, 14)]
    public async Task History_is_continued_after_many_pushes_with_few_requests(int pushes, int maxRequests)
    {
        AcmeApp app = AcmeApp.WithEntries(count: 150);
        ListPosition position = (await PositionsAsync(app, new TagHistoryQuery()))[99];
        app.Push([.. Enumerable.Range(0, pushes).Select(i => $"new-{i}")]);
        int before = app.Quay.Requests.Count;

        List<string> names = await RestAsync(app, new TagHistoryQuery(), position);

        Assert.Equal(Enumerable.Range(0, 50).Reverse().Select(i => $"tag-{i}"), names);
        Assert.InRange(app.Quay.Requests.Count - before, 1, maxRequests);
    }

    [Fact]
    public async Task History_is_continued_after_the_collector_removed_the_last_entry()
    {
        AcmeApp app = AcmeApp.WithEntries(count: 20);
        ListPosition position = (await PositionsAsync(app, SevenAPage))[9];
        app.Repository.Collect(app.Repository.Entries[9]);
        Assert.Equal(Names(9, 0), await RestAsync(app, SevenAPage, position));
    }

    [Fact]
    public async Task History_is_continued_after_the_collector_removed_most_entries_with_few_requests()
    {
        AcmeApp app = AcmeApp.WithEntries(count: 3000);
        ListPosition position = (await PositionsAsync(app, new TagHistoryQuery()))[2499];
        foreach (FakeTagEntry row in app.Repository.Entries.Where((_, i) => i is >= 10 and < 2700))
        {
            app.Repository.Collect(row);
        }

        int before = app.Quay.Requests.Count;
        Assert.Equal(Names(299, 0), await RestAsync(app, new TagHistoryQuery(), position));

        // Three of these requests read the rest.
        Assert.InRange(app.Quay.Requests.Count - before, 1, 16);
    }

    [Fact]
    public async Task History_from_which_everything_was_removed_is_continued_with_nothing()
    {
        AcmeApp app = AcmeApp.WithEntries(count: 20);
        ListPosition position = (await PositionsAsync(app, SevenAPage))[9];
        app.Repository.Entries.ToList().ForEach(app.Repository.Collect);
        Assert.Empty(await RestAsync(app, SevenAPage, position));
    }

    [Fact]
    public async Task History_is_continued_after_pushes_and_removals_at_every_place()
    {
        List<ListPosition> positions = await PositionsAsync(WithDistinctEntries(), SevenAPage);
        for (int i = 0; i < positions.Count; i++)
        {
            AcmeApp app = WithDistinctEntries();
            IReadOnlyList<FakeTagEntry> rows = app.Repository.Entries;
            FakeTagEntry[] rest = [.. rows.Skip(i + 1).Where((_, index) => index % 3 != 1)];
            rows.Where((row, index) => index > i || (i - index) % 3 == 0).Except(rest).ToList().ForEach(app.Repository.Collect);
            app.Push([.. Enumerable.Range(0, i).Select(number => $"new-{number}")]);

            Assert.Equal(rest.Select(row => row.Name), await RestAsync(app, SevenAPage, positions[i]));
        }
    }

    [Fact]
    public async Task Entry_that_ended_since_is_not_repeated()
    {
        AcmeApp app = AcmeApp.WithEntries(count: 20);
        ListPosition position = (await PositionsAsync(app, SevenAPage))[9];
        app.Push("tag-10");
        app.Repository.DeleteTag("tag-11");
        Assert.Equal(Names(9, 0), await RestAsync(app, SevenAPage, position));
    }

    [Fact]
    public async Task Position_at_the_end_is_continued_with_nothing()
    {
        AcmeApp app = AcmeApp.WithEntries(count: 20);
        List<ListPosition> positions = await PositionsAsync(app, SevenAPage);
        app.Push("new");
        Assert.Empty(await RestAsync(app, SevenAPage, positions[^1]));
    }

    [Fact]
    public async Task Continued_history_has_positions_that_count_from_the_start_of_the_list()
    {
        AcmeApp app = AcmeApp.WithEntries(count: 20);
        List<ListPosition> positions = await PositionsAsync(app, SevenAPage);
        List<ListPosition> continued = await PositionsAsync(app, SevenAPage with { StartAfter = positions[4] });
        Assert.Equal(positions.Skip(5).Select(ToJson), continued.Select(ToJson));
        Assert.Equal(Enumerable.Range(1, 20), positions.Select(position => position.ItemsRead));
    }

    private static string ToJson(ListPosition position) => JsonSerializer.Serialize(position);

    private static IEnumerable<string> Names(int from, int to) =>
        Enumerable.Range(to, from - to + 1).Reverse().Select(i => $"tag-{i}");

    // Creates equal and different entries that share a second.
    private static AcmeApp WithSharedSeconds()
    {
        var app = new AcmeApp();
        for (int i = 0; i < 5; i++)
        {
            app.PushInOneSecond("a", "b");
            app.PushInOneSecond("a-long", "b", "b", "b");
            app.Push("c");
        }

        app.PushInOneSecond([.. Enumerable.Range(0, 18).Select(i => i % 3 == 0 ? "b" : $"a{i}")]);
        return app;
    }

    // Creates entries that share a second, but are all different.
    private static AcmeApp WithDistinctEntries()
    {
        var app = new AcmeApp();
        for (int i = 0; i < 8; i++)
        {
            app.PushInOneSecond("a", "b", "c");
            app.Push("d");
        }

        app.PushInOneSecond([.. Enumerable.Range(0, 18).Select(i => $"e{i}")]);
        return app;
    }

    private static async Task AssertRestAfterEachAsync(AcmeApp app, TagHistoryQuery query, Predicate<FakeTagEntry> isSelected)
    {
        FakeTagEntry[] rows = [.. app.Repository.Entries.Where(row => isSelected(row))];
        List<ListPosition> positions = await PositionsAsync(app, query);
        Assert.Equal(rows.Length, positions.Count);
        Assert.InRange(rows.Length, 8, int.MaxValue);
        for (int i = 0; i < rows.Length; i++)
        {
            Assert.Equal(rows[(i + 1)..].Select(row => row.Name), await RestAsync(app, query, positions[i]));
        }
    }

    private static async Task<List<ListPosition>> PositionsAsync(AcmeApp app, TagHistoryQuery query)
    {
        using QuayClient client = app.Quay.CreateClient();
        return await client.Tags.GetHistory("acme/app", query).AsPages()
            .SelectMany(page => page.Items.Select((_, index) => page.PositionAfter(index))).ToListAsync();
    }

    private static async Task<List<string>> RestAsync(AcmeApp app, TagHistoryQuery query, ListPosition position)
    {
        ListPosition stored = JsonSerializer.Deserialize<ListPosition>(ToJson(position))!;
        using QuayClient client = app.Quay.CreateClient();
        return await client.Tags.GetHistory("acme/app", query with { StartAfter = stored }).Select(entry => entry.Name).ToListAsync();
    }
}
