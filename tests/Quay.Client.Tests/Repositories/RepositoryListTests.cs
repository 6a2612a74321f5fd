using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Repositories;

/// <summary>Verifies repository lists of several pages, and page tokens that Quay no longer knows.</summary>
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

    public static TheoryData<string> InvalidNamespaces => ["", "acme/team", "Acme", "..", "a b", "acme\n", "acme&public=true", "acme%2F"];

    public void Dispose() => _client.Dispose();

    [Fact]
    public void List_of_starred_repositories_without_a_token_is_rejected_before_a_request()
    {
        var network = new ScriptedHandler(_ => throw new InvalidOperationException("A request was sent."));
        using var client = new QuayClient(new QuayClientOptions { Endpoint = new Uri("https://quay.example/") }, network);

        var error = Assert.Throws<ArgumentException>("query", () => client.Repositories.List(RepositoryQuery.Starred));

        Assert.Contains("Set Token or TokenProvider", error.Message, StringComparison.Ordinal);
        Assert.Empty(network.Requests);
    }

    [Fact]
    public async Task Repositories_of_a_namespace_are_each_returned_once_in_order()
    {
        Fill(250);
        _quay.AddRepository("other/app");

        List<RepositoryListItem> repositories = await _client.Repositories.List(RepositoryQuery.InNamespace("acme")).ToListAsync();

        Assert.Equal(Enumerable.Range(0, 250).Select(number => $"r{number:000}"), repositories.Select(repository => repository.Name));
        Assert.Equal(3, _quay.Requests.Count);
    }

    [Fact]
    public async Task Repositories_created_and_deleted_between_pages_cause_no_repeats_or_gaps()
    {
        Fill(250);
        _quay.Changes.BeforeRequest(2, () =>
        {
            _quay.DeleteRepository("acme/r000");
            _quay.AddRepository("acme/a-new-one");
        });

        List<RepositoryListItem> repositories = await _client.Repositories.List(RepositoryQuery.InNamespace("acme")).ToListAsync();

        Assert.Equal(251, repositories.Select(repository => repository.Name).Distinct().Count());
        Assert.Equal(251, repositories.Count);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Expired_page_token_of_a_repository_list_throws_QuayResponseException(int request)
    {
        Fill(250);
        _quay.Changes.BeforeRequest(request, () => _clock.Advance(TimeSpan.FromDays(2.1)));

        await AssertRestartAsync(pages: request - 1);
    }

    [Fact]
    public async Task Expired_page_token_of_a_repository_list_is_detected_even_if_the_first_one_was_deleted()
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
    public async Task Same_repository_name_in_two_namespaces_is_not_reported_as_a_restarted_list()
    {
        Fill(100);
        _quay.AddRepository("other/r000");

        Assert.Equal(101, await _client.Repositories.List(RepositoryQuery.Public).CountAsync());
    }

    [Fact]
    public async Task Repository_recreated_during_the_enumeration_is_not_reported_as_a_restarted_list()
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
    public async Task List_can_be_enumerated_again_after_an_exception()
    {
        Fill(101);
        _quay.Changes.BeforeRequest(2, () => _clock.Advance(TimeSpan.FromDays(2.1)));
        QuayPageable<RepositoryListItem> list = _client.Repositories.List(RepositoryQuery.InNamespace("acme"));

        await Assert.ThrowsAsync<QuayResponseException>(async () => await list.CountAsync());

        Assert.Equal(101, await list.CountAsync());
    }

    [Fact]
    public async Task List_of_starred_repositories_has_at_most_99()
    {
        Fill(120);
        FakeNamespace user = _quay.FindNamespace("admin")!;
        Assert.All(_quay.Repositories, repository => user.Star(repository));

        List<QuayPage<RepositoryListItem>> pages = await _client.Repositories.List(RepositoryQuery.Starred).AsPages().ToListAsync();

        Assert.Equal((99, false), (pages.Single().Items.Count, pages.Single().HasAdditional));
        Assert.All(pages.Single().Items, repository => Assert.True(repository.IsStarred));
    }

    [Fact]
    public async Task Last_modified_and_popularity_are_returned_only_if_requested()
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
    [MemberData(nameof(InvalidNamespaces))]
    public void Invalid_namespace_of_a_repository_query_is_rejected(string name) =>
        Assert.Throws<ArgumentException>(nameof(name), () => RepositoryQuery.InNamespace(name));

    [Fact]
    public void Null_repository_query_or_namespace_is_rejected()
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
            await foreach (RepositoryListItem repository in _client.Repositories.List(RepositoryQuery.InNamespace("acme")))
            {
                read.Add(repository.Name);
            }
        });

        Assert.Equal(pages * 100, read.Count);
        Assert.Equal(read.Distinct(), read);
        Assert.Contains($"page {pages + 1} repeats earlier items", error.Message, StringComparison.Ordinal);
        Assert.Equal(pages + 1, _quay.Requests.Count);
    }
}
