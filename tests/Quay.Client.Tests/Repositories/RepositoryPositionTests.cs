using System.Text.Json;
using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Repositories;

/// <summary>Verifies that a list of repositories is continued after any of its items.</summary>
public sealed class RepositoryPositionTests : IDisposable
{
    private static readonly RepositoryQuery InAcme = RepositoryQuery.InNamespace("acme");

    private readonly TestClock _clock = new();
    private readonly FakeQuay _quay;
    private readonly QuayClient _client;

    public RepositoryPositionTests()
    {
        _quay = new FakeQuay(_clock) { Strict = true };
        _client = _quay.CreateClient();
        for (int number = 0; number < 250; number++)
        {
            _quay.AddRepository($"acme/r{number:000}");
        }
    }

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task List_is_continued_after_each_item_of_each_page_with_exactly_the_rest()
    {
        List<ListPosition> positions = await PositionsAsync(InAcme);
        Assert.Equal(250, positions.Count);
        for (int i = 0; i < 250; i += i % 100 is > 2 and < 97 ? 17 : 1)
        {
            Assert.Equal(Names(i + 1), await RestAsync(positions[i]));
        }
    }

    [Fact]
    public async Task Position_at_the_end_of_a_page_is_the_start_of_the_next_page()
    {
        List<ListPosition> positions = await PositionsAsync(InAcme);
        Assert.Equal((0, false), (positions[99].ItemsRead, positions[99].PageToken is null));
        int requests = _quay.Requests.Count;
        Assert.Equal(Names(100), await RestAsync(positions[99]));
        Assert.Equal(2, _quay.Requests.Count - requests);
    }

    [Fact]
    public async Task Position_inside_the_first_page_has_no_page_token_and_never_expires()
    {
        ListPosition position = (await PositionsAsync(InAcme))[41];
        Assert.Equal((42, null), (position.ItemsRead, position.PageToken));
        _clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(Names(42), await RestAsync(position));
    }

    [Theory]
    [InlineData(99)]
    [InlineData(150)]
    [InlineData(249)]
    public async Task Expired_position_throws_QuayResponseException_and_returns_nothing(int index)
    {
        ListPosition position = (await PositionsAsync(InAcme))[index];
        _clock.Advance(TimeSpan.FromDays(2.1));
        int returned = 0;
        var error = await Assert.ThrowsAsync<QuayResponseException>(async () =>
        {
            await foreach (RepositoryListItem item in _client.Repositories.List(InAcme with { StartAfter = position }))
            {
                returned++;
            }
        });

        Assert.Contains("Quay no longer knows the token", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, returned);
    }

    [Fact]
    public async Task Expired_position_is_detected_even_if_the_first_repository_was_deleted()
    {
        ListPosition position = (await PositionsAsync(InAcme))[150];
        _clock.Advance(TimeSpan.FromDays(2.1));
        _quay.DeleteRepository("acme/r000");
        await Assert.ThrowsAsync<QuayResponseException>(() => RestAsync(position));
    }

    [Fact]
    public async Task Continued_list_has_positions_that_count_from_the_start_of_the_page()
    {
        ListPosition position = (await PositionsAsync(InAcme))[150];
        ListPosition later = (await PositionsAsync(InAcme with { StartAfter = position }))[10];
        Assert.Equal(Names(162), await RestAsync(later));
        _clock.Advance(TimeSpan.FromDays(2.1));
        await Assert.ThrowsAsync<QuayResponseException>(() => RestAsync(later));
    }

    [Theory]
    [InlineData(9, 3)]
    [InlineData(109, 105)]
    [InlineData(109, 100)]
    public async Task No_repository_is_missing_after_an_earlier_one_of_the_page_was_deleted(int index, int deleted)
    {
        ListPosition position = (await PositionsAsync(InAcme))[index];
        _quay.DeleteRepository($"acme/r{deleted:000}");
        Assert.Equal(Names(index + 1), await RestAsync(position));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(100)]
    public async Task Position_after_an_index_outside_the_page_is_rejected(int index)
    {
        QuayPage<RepositoryListItem> page = await _client.Repositories.List(InAcme).AsPages().FirstAsync();
        Assert.Throws<ArgumentOutOfRangeException>(nameof(index), () => page.PositionAfter(index));
    }

    [Fact]
    public async Task Repositories_that_are_created_since_are_returned_last()
    {
        ListPosition position = (await PositionsAsync(InAcme))[150];
        _quay.AddRepository("acme/new");
        Assert.Equal([.. Names(151), "new"], await RestAsync(position));
    }

    private static IEnumerable<string> Names(int from) => Enumerable.Range(from, 250 - from).Select(number => $"r{number:000}");

    private Task<List<ListPosition>> PositionsAsync(RepositoryQuery query) =>
        _client.Repositories.List(query).AsPages()
            .SelectMany(page => page.Items.Select((_, index) => page.PositionAfter(index))).ToListAsync().AsTask();

    private Task<List<string>> RestAsync(ListPosition position)
    {
        ListPosition? stored = JsonSerializer.Deserialize<ListPosition>(JsonSerializer.Serialize(position));
        return _client.Repositories.List(InAcme with { StartAfter = stored }).Select(item => item.Name).ToListAsync().AsTask();
    }
}
