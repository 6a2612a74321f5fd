using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Repositories;

/// <summary>Verifies the creation, change and deletion of repositories, with and without lost responses.</summary>
public sealed class RepositoryWriteTests : IDisposable
{
    private readonly FakeQuay _quay = new() { Features = FakeFeatures.All with { Billing = false }, Strict = true };
    private readonly QuayClient _client;

    public RepositoryWriteTests()
    {
        _quay.AddRepository("acme/app").Description = "before";
        QuayClientOptions options = _quay.OptionsFor(maxConcurrentPages: 1);
        options.RetryDelay = TimeSpan.Zero;
        _client = new QuayClient(options, new FakeQuayHandler(_quay));
    }

    public static TheoryData<string> Writes => ["create", "describe", "delete", "publish", "freeze"];

    private IRepositoryOperations Repositories => _client.Repositories;

    private int WritesSent => _quay.Requests.Count(exchange => exchange.Request.Method != "GET");

    public void Dispose() => _client.Dispose();

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Repository_write_is_sent_once(string write)
    {
        await WriteAsync(write);
        AssertApplied(write);
        Assert.Equal(1, WritesSent);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Applied_repository_write_is_not_resent_after_a_lost_response(string write)
    {
        OnWrites(Fault.LostResponse);
        await WriteAsync(write);
        AssertApplied(write);
        Assert.Equal(1, WritesSent);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Lost_repository_write_is_resent(string write)
    {
        OnWrites(Fault.Cut);
        await WriteAsync(write);
        AssertApplied(write);
        Assert.Equal(2, WritesSent);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Repository_write_that_is_always_lost_fails_after_MaxRetries(string write)
    {
        _quay.Faults.When(request => request.Method != "GET", Fault.Cut);
        await Assert.ThrowsAsync<QuayConnectionException>(() => WriteAsync(write));
        Assert.Equal(1 + new QuayClientOptions().MaxRetries, WritesSent);
    }

    [Fact]
    public async Task Repository_is_created_with_the_requested_visibility_and_description()
    {
        await Repositories.CreateAsync("acme/team/tool", RepositoryVisibility.Public, "of **ours** é");

        FakeRepository created = _quay.FindRepository("acme/team/tool")!;
        Assert.Equal((true, "of **ours** é"), (created.IsPublic, created.Description));
        _quay.Requests.AssertRequests("GET /api/v1/repository/acme/team/tool?includeTags=false", "POST /api/v1/repository");
    }

    [Fact]
    public async Task Repository_is_created_with_a_token_that_cannot_read_it()
    {
        using QuayClient client = ClientOf("repo:create");
        await client.Repositories.CreateAsync("acme/new", RepositoryVisibility.Private);
        Assert.NotNull(_quay.FindRepository("acme/new"));
    }

    [Fact]
    public async Task Lost_creation_has_an_unknown_outcome_if_the_token_cannot_read_the_repository()
    {
        using QuayClient client = ClientOf("repo:create");
        OnWrites(Fault.LostResponse);
        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => client.Repositories.CreateAsync("acme/new", RepositoryVisibility.Private));
        Assert.Equal(1, WritesSent);
    }

    [Fact]
    public async Task Creation_of_an_existing_repository_throws_QuayConflictException_before_the_write()
    {
        await Assert.ThrowsAsync<QuayConflictException>(() => Repositories.CreateAsync("acme/app", RepositoryVisibility.Private, "before"));
        Assert.Equal(0, WritesSent);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Lost_creation_has_an_unknown_outcome_if_the_earlier_state_could_not_be_read(int status)
    {
        _quay.Faults.Next(Fault.Status(status, "{}", "application/json"));
        OnWrites(Fault.LostResponse);

        var error = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => Repositories.CreateAsync("acme/new", RepositoryVisibility.Private));

        Assert.Contains("could not read whether it existed before", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, WritesSent);
    }

    [Fact]
    public async Task Lost_creation_has_an_unknown_outcome_if_the_visibility_differs()
    {
        OnWrites(Fault.Cut);
        _quay.Changes.BeforeRequest(3, () => _quay.AddRepository("acme/new", isPublic: true));

        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(() => Repositories.CreateAsync("acme/new", RepositoryVisibility.Private));

        Assert.Equal(1, WritesSent);
    }

    [Theory]
    [InlineData("other", "new")]
    [InlineData("acme", "other")]
    public async Task Creation_response_about_another_repository_is_treated_as_a_lost_response(string space, string name)
    {
        _quay.Strict = false;
        OnWrites(Fault.Status(201, $$"""{"namespace": "{{space}}", "name": "{{name}}", "kind": "image"}""", "application/json"));

        await Repositories.CreateAsync("acme/new", RepositoryVisibility.Private);

        Assert.NotNull(_quay.FindRepository("acme/new"));
        Assert.Equal(2, WritesSent);
    }

    [Theory]
    [InlineData("describe")]
    [InlineData("publish")]
    [InlineData("freeze")]
    public async Task Repository_change_with_success_false_is_verified_and_resent(string write)
    {
        OnWrites(Fault.Status(200, """{"success": false}""", "application/json"));
        await WriteAsync(write);
        Assert.Equal(2, WritesSent);
    }

    [Fact]
    public async Task Creation_rejected_for_an_invalid_name_throws_no_QuayConflictException()
    {
        OnWrites(Fault.Status(400, """{"detail": "Invalid repository name", "status": 400}""", "application/json"));
        await Assert.ThrowsAsync<QuayException>(() => Repositories.CreateAsync("acme/new", RepositoryVisibility.Private));
    }

    [Fact]
    public async Task State_change_rejected_for_an_invalid_state_throws_no_QuayFeatureException()
    {
        OnWrites(Fault.Status(400, """{"detail": "Invalid state", "status": 400}""", "application/json"));
        await Assert.ThrowsAsync<QuayException>(() => WriteAsync("freeze"));
    }

    [Fact]
    public async Task State_change_by_a_reader_throws_QuayPermissionException()
    {
        _quay.AddUser("bob");
        _quay.FindRepository("acme/app")!.Grant("bob", FakeRole.Read);
        QuayClientOptions options = _quay.OptionsFor(maxConcurrentPages: 1);
        options.Token = _quay.AddToken("bob").Value;
        using var client = new QuayClient(options, new FakeQuayHandler(_quay));

        await Assert.ThrowsAsync<QuayPermissionException>(() => client.Repositories.ChangeStateAsync("acme/app", RepositoryState.ReadOnly));
    }

    [Fact]
    public async Task Public_repository_recreated_after_a_lost_deletion_is_not_deleted()
    {
        _quay.AddRepository("acme/open", isPublic: true).Description = "before";
        OnWrites(Fault.LostResponse);
        _quay.Changes.BeforeRequest(3, () => _quay.AddRepository("acme/open", isPublic: true).Description = "of somebody else");

        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(() => Repositories.DeleteAsync("acme/open", "acme/open"));

        Assert.Equal(1, WritesSent);
    }

    [Fact]
    public async Task Lost_creation_has_an_unknown_outcome_if_the_description_differs()
    {
        OnWrites(Fault.Cut);
        _quay.Changes.BeforeRequest(3, () => _quay.AddRepository("acme/new").Description = "of somebody else");

        var error = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => Repositories.CreateAsync("acme/new", RepositoryVisibility.Private, "mine"));

        Assert.Contains("acme/new exists now, with another visibility or description", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, WritesSent);
    }

    [Fact]
    public async Task Resent_creation_that_conflicts_has_an_unknown_outcome()
    {
        OnWrites(Fault.Cut);
        _quay.Changes.BeforeRequest(4, () => _quay.AddRepository("acme/new"));

        var error = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => Repositories.CreateAsync("acme/new", RepositoryVisibility.Private));

        Assert.Contains("Either the first request or somebody else created it.", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, WritesSent);
    }

    [Fact]
    public async Task Description_that_somebody_else_wrote_meanwhile_is_not_overwritten()
    {
        OnWrites(Fault.LostResponse);
        _quay.Changes.BeforeRequest(3, () => _quay.FindRepository("acme/app")!.Description = "of somebody else");

        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(() => Repositories.UpdateDescriptionAsync("acme/app", "mine"));

        Assert.Equal("of somebody else", _quay.FindRepository("acme/app")!.Description);
        Assert.Equal(1, WritesSent);
    }

    [Fact]
    public async Task Repository_recreated_after_a_lost_deletion_is_not_deleted()
    {
        OnWrites(Fault.LostResponse);
        _quay.Changes.BeforeRequest(3, () => _quay.AddRepository("acme/app").Description = "before");

        var error = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(() => Repositories.DeleteAsync("acme/app", "acme/app"));

        Assert.Contains("differs from the original", error.Message, StringComparison.Ordinal);
        Assert.NotNull(_quay.FindRepository("acme/app"));
        Assert.Equal(1, WritesSent);
    }

    [Fact]
    public async Task Deletion_returns_whether_the_repository_existed()
    {
        Assert.True(await Repositories.DeleteAsync("acme/app", "acme/app"));
        Assert.False(await Repositories.DeleteAsync("acme/app", "acme/app"));
        Assert.Equal(1, WritesSent);
    }

    [Fact]
    public async Task Visibility_change_of_a_missing_repository_throws_QuayNotFoundException() =>
        await Assert.ThrowsAsync<QuayNotFoundException>(
            () => Repositories.ChangeVisibilityAsync("acme/missing", RepositoryVisibility.Public));

    [Fact]
    public async Task Description_change_of_a_missing_repository_throws_QuayNotFoundException() =>
        await Assert.ThrowsAsync<QuayNotFoundException>(() => Repositories.UpdateDescriptionAsync("acme/missing", ""));

    [Fact]
    public async Task State_change_of_a_missing_repository_throws_QuayNotFoundException() =>
        await Assert.ThrowsAsync<QuayNotFoundException>(() => Repositories.ChangeStateAsync("acme/missing", RepositoryState.Normal));

    [Theory]
    [InlineData(RepositoryState.ReadOnly, FakeRepositoryState.ReadOnly)]
    [InlineData(RepositoryState.Mirror, FakeRepositoryState.Mirror)]
    public async Task Repository_state_is_changed_and_changed_back(RepositoryState state, FakeRepositoryState expected)
    {
        await Repositories.ChangeStateAsync("acme/app", state);
        Assert.Equal(expected, _quay.FindRepository("acme/app")!.State);

        await Repositories.ChangeStateAsync("acme/app", RepositoryState.Normal);
        Assert.Equal(FakeRepositoryState.Normal, _quay.FindRepository("acme/app")!.State);
    }

    [Fact]
    public async Task State_change_without_the_mirror_feature_throws_QuayFeatureException()
    {
        _quay.Strict = false;
        _quay.Features = _quay.Features with { RepositoryMirror = false };

        var error = await Assert.ThrowsAsync<QuayFeatureException>(
            () => Repositories.ChangeStateAsync("acme/app", RepositoryState.ReadOnly));

        Assert.Equal("FEATURE_REPO_MIRROR", error.Feature);
    }

    [Fact]
    public async Task State_change_without_the_mirror_feature_throws_QuayFeatureException_for_its_administrator()
    {
        _quay.Strict = false;
        _quay.Features = _quay.Features with { RepositoryMirror = false };
        _quay.AddUser("bob");
        _quay.FindRepository("acme/app")!.Grant("bob", FakeRole.Admin);
        QuayClientOptions options = _quay.OptionsFor(maxConcurrentPages: 1);
        options.Token = _quay.AddToken("bob").Value;
        using var client = new QuayClient(options, new FakeQuayHandler(_quay));

        await Assert.ThrowsAsync<QuayFeatureException>(() => client.Repositories.ChangeStateAsync("acme/app", RepositoryState.ReadOnly));
    }

    [Fact]
    public async Task Private_repository_that_exceeds_the_billing_plan_throws_QuayException()
    {
        _quay.Features = _quay.Features with { Billing = true };

        var error = await Assert.ThrowsAsync<QuayException>(() => Repositories.CreateAsync("acme/new", RepositoryVisibility.Private));

        Assert.Equal("exceeds_license", error.ErrorType);
    }

    [Theory]
    [InlineData("acme/App")]
    [InlineData("")]
    [InlineData("acme/other")]
    public async Task Deletion_without_a_matching_confirmation_is_rejected_before_a_request(string confirm)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Repositories.DeleteAsync("acme/app", confirm));
        await Assert.ThrowsAsync<ArgumentException>(nameof(confirm), () => Repositories.DeleteAsync("acme/app", default));
        _quay.Requests.AssertRequests();
    }

    [Fact]
    public async Task Invalid_arguments_of_repository_writes_are_rejected_before_a_request()
    {
        await Assert.ThrowsAsync<ArgumentException>("repository", () => Repositories.CreateAsync(default, RepositoryVisibility.Public));
        await Assert.ThrowsAsync<ArgumentException>("repository", () => Repositories.UpdateDescriptionAsync(default, ""));
        await Assert.ThrowsAsync<ArgumentException>("repository", () => Repositories.DeleteAsync(default, default));
        await Assert.ThrowsAsync<ArgumentException>(
            "repository", () => Repositories.ChangeVisibilityAsync(default, RepositoryVisibility.Public));
        await Assert.ThrowsAsync<ArgumentException>("repository", () => Repositories.ChangeStateAsync(default, RepositoryState.Normal));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            "visibility", () => Repositories.CreateAsync("acme/new", (RepositoryVisibility)7));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            "visibility", () => Repositories.ChangeVisibilityAsync("acme/app", (RepositoryVisibility)7));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>("state", () => Repositories.ChangeStateAsync("acme/app", (RepositoryState)7));
        await Assert.ThrowsAsync<ArgumentNullException>(
            "description", () => Repositories.CreateAsync("acme/new", RepositoryVisibility.Public, null!));
        await Assert.ThrowsAsync<ArgumentNullException>("description", () => Repositories.UpdateDescriptionAsync("acme/app", null!));
        _quay.Requests.AssertRequests();
    }

    private void OnWrites(Fault fault) => _quay.Faults.When(request => request.Method != "GET", fault, times: 1);

    private QuayClient ClientOf(params string[] scopes)
    {
        QuayClientOptions options = _quay.OptionsFor(maxConcurrentPages: 1);
        options.Token = _quay.AddToken("admin", scopes).Value;
        options.RetryDelay = TimeSpan.Zero;
        return new QuayClient(options, new FakeQuayHandler(_quay));
    }

    private Task WriteAsync(string write) => write switch
    {
        "create" => Repositories.CreateAsync("acme/new", RepositoryVisibility.Private, "new"),
        "describe" => Repositories.UpdateDescriptionAsync("acme/app", "after"),
        "delete" => Repositories.DeleteAsync("acme/app", "acme/app"),
        "publish" => Repositories.ChangeVisibilityAsync("acme/app", RepositoryVisibility.Public),
        _ => Repositories.ChangeStateAsync("acme/app", RepositoryState.ReadOnly),
    };

    private void AssertApplied(string write) => Assert.True(write switch
    {
        "create" => _quay.FindRepository("acme/new") is { IsPublic: false, Description: "new" },
        "describe" => _quay.FindRepository("acme/app")!.Description == "after",
        "delete" => _quay.FindRepository("acme/app") is null,
        "publish" => _quay.FindRepository("acme/app")!.IsPublic,
        _ => _quay.FindRepository("acme/app")!.State == FakeRepositoryState.ReadOnly,
    });
}
