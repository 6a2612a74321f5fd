using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Repositories;

/// <summary>Lists of repositories over several pages, and their tokens when Quay no longer knows them.</summary>
public sealed class RepositoryListTests : IDisposable
{
    private readonly TestClock _clock = new();
    private readonly FakeQuay _quay;
    private readonly QuayClient _client;

    public RepositoryListTests()
    {
        _quay = new FakeQuay(_clock) { Strict = true };
        _client = _quay.CreateClient();
    }

    public static TheoryData<string> BadNamespaces => ["", "acme/team", "Acme", "..", "a b", "acme\n", "acme&public=true", "acme%2F"];

    public void Dispose() => _client.Dispose();

    [Fact]
    public void Starred_repositories_without_a_token_are_refused_before_any_request()
    {
        var network = new ScriptedHandler(_ => throw new InvalidOperationException("A request was sent."));
        using var client = new QuayClient(new QuayClientOptions { Endpoint = new Uri("https://quay.example/") }, network);

        var error = Assert.Throws<ArgumentException>("query", () => client.Repositories.List(RepositoryQuery.Starred));

        Assert.Contains("Set Token or TokenProvider", error.Message, StringComparison.Ordinal);
        Assert.Empty(network.Requests);
    }

    [Fact]
    public async Task Every_repository_of_a_namespace_comes_once_in_order()
    {
        Fill(250);
        _quay.AddRepository("other/app");

        List<RepositoryListItem> rows = await _client.Repositories.List(RepositoryQuery.InNamespace("acme")).ToListAsync();

        Assert.Equal(Enumerable.Range(0, 250).Select(number => $"r{number:000}"), rows.Select(row => row.Name));
        Assert.Equal(3, _quay.Requests.Count);
    }

    [Fact]
    public async Task Repositories_that_come_and_go_between_pages_disturb_nothing()
    {
        Fill(250);
        _quay.Changes.BeforeRequest(2, () =>
        {
            _quay.DeleteRepository("acme/r000");
            _quay.AddRepository("acme/a-new-one");
        });

        List<RepositoryListItem> rows = await _client.Repositories.List(RepositoryQuery.InNamespace("acme")).ToListAsync();

        Assert.Equal(251, rows.Select(row => row.Name).Distinct().Count());
        Assert.Equal(251, rows.Count);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_token_that_has_expired_ends_the_list_with_an_error(int request)
    {
        Fill(250);
        _quay.Changes.BeforeRequest(request, () => _clock.Advance(TimeSpan.FromDays(2.1)));

        await AssertRestartAsync(pages: request - 1);
    }

    [Fact]
    public async Task A_token_that_has_expired_is_seen_also_when_the_first_repository_is_gone()
    {
        Fill(250);
        _quay.Changes.BeforeRequest(3, () =>
        {
            _clock.Advance(TimeSpan.FromDays(2.1));
            _quay.DeleteRepository("acme/r000");
        });

        await AssertRestartAsync(pages: 2);
    }

    [Fact]
    public async Task Repositories_of_one_name_in_several_namespaces_are_no_beginning()
    {
        Fill(100);
        _quay.AddRepository("other/r000");

        Assert.Equal(101, await _client.Repositories.List(RepositoryQuery.Public).CountAsync());
    }

    [Fact]
    public async Task A_repository_that_is_made_again_while_the_list_is_read_is_no_beginning()
    {
        Fill(150);
        _quay.Changes.BeforeRequest(2, () =>
        {
            _quay.DeleteRepository("acme/r000");
            _quay.AddRepository("acme/r000");
        });

        Assert.Equal(151, await _client.Repositories.List(RepositoryQuery.InNamespace("acme")).CountAsync());
    }

    [Fact]
    public async Task A_list_can_be_read_again_after_an_error()
    {
        Fill(101);
        _quay.Changes.BeforeRequest(2, () => _clock.Advance(TimeSpan.FromDays(2.1)));
        QuayPageable<RepositoryListItem> list = _client.Repositories.List(RepositoryQuery.InNamespace("acme"));

        await Assert.ThrowsAsync<QuayResponseException>(async () => await list.CountAsync());

        Assert.Equal(101, await list.CountAsync());
    }

    [Fact]
    public async Task The_starred_are_listed_and_never_more_than_99_of_them()
    {
        Fill(120);
        FakeNamespace user = _quay.FindNamespace("admin")!;
        Assert.All(_quay.Repositories, repository => user.Star(repository));

        List<QuayPage<RepositoryListItem>> pages = await _client.Repositories.List(RepositoryQuery.Starred).AsPages().ToListAsync();

        Assert.Equal((99, false), (pages.Single().Items.Count, pages.Single().HasAdditional));
        Assert.All(pages.Single().Items, row => Assert.True(row.IsStarred));
    }

    [Fact]
    public async Task What_is_asked_for_is_given_and_nothing_else()
    {
        _quay.AddRepository("acme/app", isPublic: true).Push("latest");

        RepositoryListItem plain = await _client.Repositories.List(RepositoryQuery.Public).SingleAsync();
        RepositoryListItem full =
            await _client.Repositories.List(RepositoryQuery.Public with { WithLastModified = true, WithPopularity = true }).SingleAsync();

        Assert.Equal((null, null), (plain.LastModified, plain.Popularity));
        Assert.Equal(0.0, full.Popularity);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero), full.LastModified);
        _quay.Requests.AssertRequests(
            "GET /api/v1/repository?public=true", "GET /api/v1/repository?public=true&last_modified=true&popularity=true");
    }

    [Theory]
    [MemberData(nameof(BadNamespaces))]
    public void A_bad_namespace_is_refused_by_the_query(string name) =>
        Assert.Throws<ArgumentException>(nameof(name), () => RepositoryQuery.InNamespace(name));

    [Fact]
    public void A_list_without_a_selection_is_refused()
    {
        Assert.Throws<ArgumentNullException>("query", () => _client.Repositories.List(null!));
        Assert.Throws<ArgumentNullException>("name", () => RepositoryQuery.InNamespace(null!));
        Assert.Empty(typeof(RepositoryQuery).GetConstructors());
        _quay.Requests.AssertRequests();
    }

    private void Fill(int count)
    {
        for (int number = 0; number < count; number++)
        {
            _quay.AddRepository($"acme/r{number:000}");
        }
    }

    private async Task AssertRestartAsync(int pages)
    {
        var read = new List<string>();
        var error = await Assert.ThrowsAsync<QuayResponseException>(async () =>
        {
            await foreach (RepositoryListItem row in _client.Repositories.List(RepositoryQuery.InNamespace("acme")))
            {
                read.Add(row.Name);
            }
        });

        Assert.Equal(pages * 100, read.Count);
        Assert.Equal(read.Distinct(), read);
        Assert.Contains($"page {pages + 1} repeats earlier items", error.Message, StringComparison.Ordinal);
        Assert.Equal(pages + 1, _quay.Requests.Count);
    }
}
