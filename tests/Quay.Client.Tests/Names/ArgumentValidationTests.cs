using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Names;

public sealed class ArgumentValidationTests : IDisposable
{
    private const string Digest = "sha256:ab";
    private const string Uuid = "f66179d0-9376-4ddd-8137-128241c93cde";

    private readonly FakeQuay _quay = new() { Strict = true };
    private readonly QuayClient _client;

    public ArgumentValidationTests() => _client = _quay.CreateClient();

    public static TheoryData<string> InvalidRepositories =>
        ["", "busybox", "acme/..", "acme/App", "acme/app\n", "acme/a%2Fb", "acme/app?x", "acme/app/"];

    public static TheoryData<string> InvalidTags => ["", "a/b", "/", "a\0", new string('a', 256)];

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData(null)]
    [MemberData(nameof(InvalidRepositories))]
    public async Task Invalid_repository_name_is_rejected_before_a_request(string? repository)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;

        await Assert.ThrowsAnyAsync<ArgumentException>(
            () => _client.Repositories.GetAsync(repository!, cancellationToken: cancellationToken));
        Assert.ThrowsAny<ArgumentException>(() => _client.Tags.GetHistory(repository!, cancellationToken: cancellationToken));
        foreach (Func<RepositoryName, Task> call in CallsOf(_client, Digest, cancellationToken))
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => call(repository!));
        }

        _quay.Requests.AssertRequests();
    }

    [Fact]
    public async Task Default_RepositoryName_is_rejected_before_a_request()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;

        await Assert.ThrowsAsync<ArgumentException>(
            "repository", () => _client.Repositories.GetAsync(default, cancellationToken: cancellationToken));
        Assert.Throws<ArgumentException>("repository", () => _client.Tags.GetHistory(default, cancellationToken: cancellationToken));
        foreach (Func<RepositoryName, Task> call in CallsOf(_client, Digest, cancellationToken))
        {
            await Assert.ThrowsAsync<ArgumentException>("repository", () => call(default));
        }

        _quay.Requests.AssertRequests();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("latest")]
    [InlineData("sha256:")]
    [InlineData("sha256:../x")]
    [InlineData("sha256:ab/labels")]
    [InlineData("sha256:ab%2F")]
    [InlineData("sha256:ab\n")]
    public async Task Invalid_digest_is_rejected_before_a_request(string? digest)
    {
        foreach (Func<RepositoryName, Task> call in CallsOfManifests(_client, digest!, TestContext.Current.CancellationToken))
        {
            var error = await Assert.ThrowsAnyAsync<ArgumentException>(() => call("acme/app"));
            Assert.Equal("digest", error.ParamName);
        }

        _quay.Requests.AssertRequests();
    }

    [Theory]
    [MemberData(nameof(InvalidTags))]
    public void History_query_rejects_a_tag_name_that_Quay_cannot_store(string tag) =>
        Assert.Throws<ArgumentException>(nameof(tag), () => new TagHistoryQuery { SpecificTag = tag });

    [Theory]
    [InlineData("acme/app")]
    [InlineData("acme/team/app.x_y-z")]
    [InlineData("_old/tag/tag")]
    public async Task Valid_names_are_sent_unchanged(string repository)
    {
        _quay.AddRepository(repository);
        var history = _client.Tags.GetHistory(
            repository, new TagHistoryQuery { SpecificTag = "v1.0_rc-1" }, TestContext.Current.CancellationToken);

        Assert.Equal(0, await history.CountAsync(TestContext.Current.CancellationToken));
        _quay.Requests.AssertRequests($"GET /api/v1/repository/{repository}/tag/?limit=100&specificTag=v1.0_rc-1");
    }

    [Fact]
    public async Task Null_arguments_are_rejected_before_a_request()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        IPolicyOperations<AutoPrunePolicy> prune = _client.Policies.AutoPrune;
        IPolicyOperations<ImmutabilityPolicy> immutability = _client.Policies.Immutability;

        await Assert.ThrowsAsync<ArgumentNullException>(
            "value", () => _client.Manifests.AddLabelAsync("acme/app", Digest, "key", null!, cancellationToken: token));
        await Assert.ThrowsAsync<ArgumentNullException>(
            "key", () => _client.Manifests.AddLabelAsync("acme/app", Digest, null!, "value", cancellationToken: token));
        await Assert.ThrowsAsync<ArgumentNullException>("id", () => _client.Manifests.GetLabelAsync("acme/app", Digest, null!, token));
        await Assert.ThrowsAsync<ArgumentNullException>("policy", () => prune.CreateAsync("acme/app", null!, token));
        await Assert.ThrowsAsync<ArgumentNullException>("policy", () => immutability.CreateAsync("acme/app", null!, token));
        await Assert.ThrowsAsync<ArgumentNullException>("uuid", () => prune.GetAsync("acme/app", null!, token));
        Assert.Throws<ArgumentNullException>("text", () => TagNameFilter.Like(null!));
        Assert.Throws<ArgumentNullException>("name", () => TagNameFilter.Like("v").Matches(null!));
        Assert.Throws<ArgumentNullException>("entry", () => TagPrecondition.Unchanged(null!));
        Assert.Throws<ArgumentNullException>("pages", () => QuayPageable.FromPages<int>(null!));
        Assert.Throws<ArgumentNullException>("items", () => QuayPageable.FromItems<int>(null!));
        _quay.Requests.AssertRequests();
    }

    [Fact]
    public void RepositoryName_has_no_public_constructor() => Assert.Empty(typeof(RepositoryName).GetConstructors());

    private static IEnumerable<Func<RepositoryName, Task>> CallsOf(QuayClient client, string digest, CancellationToken cancellationToken) =>
    [
        .. CallsOfManifests(client, digest, cancellationToken),
        repository => client.Policies.AutoPrune.ListAsync(repository, cancellationToken),
        repository => client.Policies.AutoPrune.GetAsync(repository, Uuid, cancellationToken),
        repository => client.Policies.AutoPrune.CreateAsync(repository, AutoPrunePolicy.KeepNewest(1), cancellationToken),
        repository => client.Policies.AutoPrune.UpdateAsync(repository, Uuid, AutoPrunePolicy.KeepNewest(1), cancellationToken),
        repository => client.Policies.AutoPrune.DeleteAsync(repository, Uuid, cancellationToken),
        repository => client.Policies.Immutability.ListAsync(repository, cancellationToken),
        repository => client.Policies.Immutability.GetAsync(repository, Uuid, cancellationToken),
        repository => client.Policies.Immutability.CreateAsync(repository, new() { TagPattern = "v" }, cancellationToken),
        repository => client.Policies.Immutability.UpdateAsync(repository, Uuid, new() { TagPattern = "v" }, cancellationToken),
        repository => client.Policies.Immutability.DeleteAsync(repository, Uuid, cancellationToken),
    ];

    private static IEnumerable<Func<RepositoryName, Task>> CallsOfManifests(
        QuayClient client, string digest, CancellationToken cancellationToken) =>
    [
        repository => client.Manifests.GetAsync(repository, digest, cancellationToken),
        repository => client.Manifests.GetLabelsAsync(repository, digest, cancellationToken: cancellationToken),
        repository => client.Manifests.GetLabelAsync(repository, digest, Uuid, cancellationToken),
        repository => client.Manifests.AddLabelAsync(repository, digest, "a", "b", cancellationToken: cancellationToken),
        repository => client.Manifests.DeleteLabelAsync(repository, digest, Uuid, cancellationToken),
        repository => client.Manifests.GetSecurityAsync(repository, digest, cancellationToken: cancellationToken),
        repository => client.Manifests.GetPullStatisticsAsync(repository, digest, cancellationToken),
    ];
}
