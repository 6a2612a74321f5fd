using Microsoft.Extensions.Time.Testing;

namespace Quay.Client.Testing.Tests.Endpoints;

public class RepositoryListTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeQuay _quay;
    private readonly ApiClient _api;

    public RepositoryListTests()
    {
        _quay = new FakeQuay(_clock);
        _api = new ApiClient(_quay);
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(101, 2)]
    [InlineData(250, 3)]
    public void Repository_pages_have_100_items_and_the_last_has_no_token(int count, int pages)
    {
        AddMany(count);

        List<string> names = [];
        FakeResponse response = _api.Get("repository?namespace=acme");
        for (int page = 1; ; page++)
        {
            names.AddRange(Names(response));
            if (Next(response) is not { } next)
            {
                Assert.Equal(pages, page);
                break;
            }

            response = _api.Get("repository?namespace=acme&next_page=" + Uri.EscapeDataString(next));
        }

        Assert.Equal(Enumerable.Range(0, count).Select(number => $"r{number:000}"), names);
    }

    [Fact]
    public void Deletion_between_two_repository_pages_shifts_no_item()
    {
        AddMany(150);
        string next = Next(_api.Get("repository?namespace=acme"))!;

        Assert.Equal(204, _api.Delete("repository/acme/r005").Status);

        Assert.Equal("r100", Names(_api.Get("repository?namespace=acme&next_page=" + Uri.EscapeDataString(next)))[0]);
    }

    [Fact]
    public void Repository_page_token_differs_in_every_response()
    {
        AddMany(101);

        string first = Next(_api.Get("repository?namespace=acme"))!;
        string second = Next(_api.Get("repository?namespace=acme"))!;

        Assert.NotEqual(first, second);
        Assert.StartsWith("gAAAAA", first, StringComparison.Ordinal);
        Assert.Matches("^[A-Za-z0-9_-]+=*$", first);
    }

    [Fact]
    public void Repository_page_token_is_valid_for_two_days()
    {
        AddMany(101);
        string path = "repository?namespace=acme&next_page=" + Uri.EscapeDataString(Next(_api.Get("repository?namespace=acme"))!);

        _clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(["r100"], Names(_api.Get(path)));

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("r000", Names(_api.Get(path))[0]);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("")]
    [InlineData(
        "gAAAAABrBDGDDDgYEhVshzXpqkWxrEO-E8Jf6T58nN3tgu5S0QX7m8P5ZpBjRoQonAczr3lpHmiNickDE9pXNgsFFM6Qa5bqwdZPFvVNCp19ma3win6A1v_q12Qz"
        + "jjYDpZ7Lb63hG5HRhwKKO7oqf5v84pZEW7LEdlac9t0kI1bHCFjAYGSH7IM=")]
    public void Invalid_page_token_returns_the_first_page(string token)
    {
        AddMany(101);

        FakeResponse response = _api.Get("repository?namespace=acme&next_page=" + Uri.EscapeDataString(token));

        Assert.Equal(200, response.Status);
        Assert.Equal("r000", Names(response)[0]);
    }

    [Fact]
    public void Page_token_of_another_fake_returns_the_first_page()
    {
        AddMany(101);
        var other = new RepositoryListTests();
        other.AddMany(101);

        FakeResponse response = _api.Get(
            "repository?namespace=acme&next_page=" + Uri.EscapeDataString(Next(other._api.Get("repository?namespace=acme"))!));

        Assert.Equal("r000", Names(response)[0]);
    }

    [Fact]
    public void Starred_repositories_in_the_repository_list_are_limited_to_99()
    {
        AddMany(120);
        foreach (FakeRepository repository in _quay.Repositories)
        {
            _quay.FindNamespace("admin")!.Star(repository);
        }

        FakeResponse response = _api.Get("repository?starred=true");

        Assert.Equal(99, Names(response).Count);
        Assert.Null(Next(response));
    }

    [Fact]
    public void Starred_repository_that_is_deleted_or_unreadable_is_not_listed()
    {
        ApiClient ann = _api.As("ann");
        foreach (string name in (string[])["acme/gone", "acme/hidden", "acme/shown", "acme/open"])
        {
            _quay.FindNamespace("ann")!.Star(_quay.AddRepository(name, isPublic: name == "acme/open"));
        }

        _quay.FindRepository("acme/shown")!.Grant("ann", FakeRole.Read);
        _api.Delete("repository/acme/gone");

        Assert.Equal(["shown", "open"], Names(ann.Get("repository?starred=true")));
        Assert.Equal(["open"], Names(_api.As("ann", "user:read").Get("repository?starred=true")));
    }

    [Fact]
    public void Caller_sees_repositories_with_a_role_and_on_request_public_ones()
    {
        _quay.AddUser("ann");
        _quay.AddRepository("acme/secret");
        _quay.AddRepository("acme/shared").Grant("ann", FakeRole.Read);
        _quay.AddRepository("acme/open", isPublic: true);
        ApiClient ann = _api.As("ann");

        Assert.Empty(Names(_api.Anonymous.Get("repository?namespace=acme")));
        Assert.Equal(["open"], Names(_api.Anonymous.Get("repository?namespace=acme&public=true")));
        Assert.Equal(["shared"], Names(ann.Get("repository?namespace=acme")));
        Assert.Equal(["shared", "open"], Names(ann.Get("repository?public=true")));
        Assert.Equal(["secret", "shared", "open"], Names(_api.Get("repository?namespace=acme")));
        Assert.Equal(["shared"], Names(_api.As("ann", "user:read").Get("repository?namespace=acme")));
    }

    [Fact]
    public void Kind_application_is_empty_before_3_17_and_unknown_since()
    {
        _quay.AddRepository("acme/app");

        Assert.Equal("Unknown repository kind", _api.Get("repository?namespace=acme&repo_kind=application").ErrorText);
        _quay.ServerVersion = new Version(3, 16);
        Assert.Empty(Names(_api.Get("repository?namespace=acme&repo_kind=application")));
    }

    [Fact]
    public void Repository_list_has_quota_reports_only_with_quota_management()
    {
        FakeRepository repository = _quay.AddRepository("acme/app");
        repository.AddManifest(size: 1_000);
        repository.AddManifest(size: 500);

        Assert.False(Item().ContainsKey("quota_report"));
        _quay.Features = FakeFeatures.All;
        Assert.Equal(1_500 + (2 * 469), (int)Item()["quota_report"]!["quota_bytes"]!);

        System.Text.Json.Nodes.JsonObject Item() => _api.Get("repository?namespace=acme").Object["repositories"]![0]!.AsObject();
    }

    [Fact]
    public void Last_modified_is_the_start_of_the_newest_live_tag()
    {
        FakeRepository repository = _quay.AddRepository("acme/app");
        repository.Push("old");
        _clock.Advance(TimeSpan.FromHours(1));
        repository.Push("newer");
        repository.DeleteTag("newer");

        Assert.Equal(
            _clock.GetUtcNow().AddHours(-1).ToUnixTimeSeconds(),
            (long)_api.Get("repository?namespace=acme&last_modified=true").Object["repositories"]![0]!["last_modified"]!);
    }

    private void AddMany(int count)
    {
        for (int number = 0; number < count; number++)
        {
            _quay.AddRepository($"acme/r{number:000}");
        }
    }

    private static List<string> Names(FakeResponse response) =>
        [.. response.Object["repositories"]!.AsArray().Select(item => item!["name"]!.ToString())];

    private static string? Next(FakeResponse response) => response.Object["next_page"]?.ToString();
}
