using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Repositories;

/// <summary>Repositories that are made, changed and deleted, with and without the answers getting lost.</summary>
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
    public async Task A_write_is_sent_once(string write)
    {
        await WriteAsync(write);
        AssertDone(write);
        Assert.Equal(1, WritesSent);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_write_whose_answer_is_lost_has_happened_and_is_not_sent_again(string write)
    {
        OnWrites(Fault.LostResponse);
        await WriteAsync(write);
        AssertDone(write);
        Assert.Equal(1, WritesSent);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_write_that_is_lost_on_the_way_is_sent_again(string write)
    {
        OnWrites(Fault.Cut);
        await WriteAsync(write);
        AssertDone(write);
        Assert.Equal(2, WritesSent);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_write_that_never_gets_through_is_given_up(string write)
    {
        _quay.Faults.When(request => request.Method != "GET", Fault.Cut);
        await Assert.ThrowsAsync<QuayConnectionException>(() => WriteAsync(write));
        Assert.Equal(1 + new QuayClientOptions().MaxRetries, WritesSent);
    }

    [Fact]
    public async Task A_new_repository_is_as_it_was_asked_for()
    {
        await Repositories.CreateAsync("acme/team/tool", RepositoryVisibility.Public, "of **ours** é");

        FakeRepository made = _quay.FindRepository("acme/team/tool")!;
        Assert.Equal((true, "of **ours** é"), (made.IsPublic, made.Description));
        _quay.Requests.AssertRequests("GET /api/v1/repository/acme/team/tool?includeTags=false", "POST /api/v1/repository");
    }

    [Fact]
    public async Task A_repository_is_made_also_by_who_may_not_read_it()
    {
        using QuayClient client = ClientOf("repo:create");
        await client.Repositories.CreateAsync("acme/new", RepositoryVisibility.Private);
        Assert.NotNull(_quay.FindRepository("acme/new"));
    }

    [Fact]
    public async Task Who_may_not_read_a_new_repository_cannot_know_whether_it_was_made()
    {
        using QuayClient client = ClientOf("repo:create");
        OnWrites(Fault.LostResponse);
        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => client.Repositories.CreateAsync("acme/new", RepositoryVisibility.Private));
        Assert.Equal(1, WritesSent);
    }

    [Fact]
    public async Task A_repository_that_is_there_is_not_made_and_nothing_is_sent()
    {
        await Assert.ThrowsAsync<QuayConflictException>(() => Repositories.CreateAsync("acme/app", RepositoryVisibility.Private, "before"));
        Assert.Equal(0, WritesSent);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_repository_of_which_nobody_knows_whether_it_was_there_is_not_taken_for_the_own(int status)
    {
        _quay.Faults.Next(Fault.Status(status, "{}", "application/json"));
        OnWrites(Fault.LostResponse);

        var error = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => Repositories.CreateAsync("acme/new", RepositoryVisibility.Private));

        Assert.Contains("could not read whether it existed before", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, WritesSent);
    }

    [Fact]
    public async Task A_new_repository_that_others_may_read_is_not_taken_for_a_private_one()
    {
        OnWrites(Fault.Cut);
        _quay.Changes.BeforeRequest(3, () => _quay.AddRepository("acme/new", isPublic: true));

        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(() => Repositories.CreateAsync("acme/new", RepositoryVisibility.Private));

        Assert.Equal(1, WritesSent);
    }

    [Theory]
    [InlineData("other", "new")]
    [InlineData("acme", "other")]
    public async Task An_answer_about_another_repository_is_not_believed(string space, string name)
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
    public async Task A_change_that_Quay_calls_no_success_is_looked_after_and_sent_again(string write)
    {
        OnWrites(Fault.Status(200, """{"success": false}""", "application/json"));
        await WriteAsync(write);
        Assert.Equal(2, WritesSent);
    }

    [Fact]
    public async Task Another_refusal_of_a_new_repository_is_no_conflict()
    {
        OnWrites(Fault.Status(400, """{"detail": "Invalid repository name", "status": 400}""", "application/json"));
        await Assert.ThrowsAsync<QuayException>(() => Repositories.CreateAsync("acme/new", RepositoryVisibility.Private));
    }

    [Fact]
    public async Task Another_refusal_of_a_state_is_not_of_the_feature()
    {
        OnWrites(Fault.Status(400, """{"detail": "Invalid state", "status": 400}""", "application/json"));
        await Assert.ThrowsAsync<QuayException>(() => WriteAsync("freeze"));
    }

    [Fact]
    public async Task A_state_that_is_refused_to_who_may_only_read_is_a_matter_of_rights()
    {
        _quay.AddUser("bob");
        _quay.FindRepository("acme/app")!.Grant("bob", FakeRole.Read);
        QuayClientOptions options = _quay.OptionsFor(maxConcurrentPages: 1);
        options.Token = _quay.AddToken("bob").Value;
        using var client = new QuayClient(options, new FakeQuayHandler(_quay));

        await Assert.ThrowsAsync<QuayPermissionException>(() => client.Repositories.ChangeStateAsync("acme/app", RepositoryState.ReadOnly));
    }

    [Fact]
    public async Task A_public_repository_that_was_made_again_meanwhile_is_not_deleted()
    {
        _quay.AddRepository("acme/open", isPublic: true).Description = "before";
        OnWrites(Fault.LostResponse);
        _quay.Changes.BeforeRequest(3, () => _quay.AddRepository("acme/open", isPublic: true).Description = "of somebody else");

        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(() => Repositories.DeleteAsync("acme/open", "acme/open"));

        Assert.Equal(1, WritesSent);
    }

    [Fact]
    public async Task A_new_repository_that_is_another_is_not_taken_for_the_own()
    {
        OnWrites(Fault.Cut);
        _quay.Changes.BeforeRequest(3, () => _quay.AddRepository("acme/new").Description = "of somebody else");

        var error = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => Repositories.CreateAsync("acme/new", RepositoryVisibility.Private, "mine"));

        Assert.Contains("acme/new exists now, with another visibility or description", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, WritesSent);
    }

    [Fact]
    public async Task A_request_that_comes_late_makes_it_unknown_whose_the_repository_is()
    {
        OnWrites(Fault.Cut);
        _quay.Changes.BeforeRequest(4, () => _quay.AddRepository("acme/new"));

        var error = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => Repositories.CreateAsync("acme/new", RepositoryVisibility.Private));

        Assert.Contains("Either the first request or somebody else created it.", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, WritesSent);
    }

    [Fact]
    public async Task A_description_of_somebody_else_is_not_written_over()
    {
        OnWrites(Fault.LostResponse);
        _quay.Changes.BeforeRequest(3, () => _quay.FindRepository("acme/app")!.Description = "of somebody else");

        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(() => Repositories.UpdateDescriptionAsync("acme/app", "mine"));

        Assert.Equal("of somebody else", _quay.FindRepository("acme/app")!.Description);
        Assert.Equal(1, WritesSent);
    }

    [Fact]
    public async Task A_repository_that_was_made_again_meanwhile_is_not_deleted()
    {
        OnWrites(Fault.LostResponse);
        _quay.Changes.BeforeRequest(3, () => _quay.AddRepository("acme/app").Description = "before");

        var error = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(() => Repositories.DeleteAsync("acme/app", "acme/app"));

        Assert.Contains("differs from the original", error.Message, StringComparison.Ordinal);
        Assert.NotNull(_quay.FindRepository("acme/app"));
        Assert.Equal(1, WritesSent);
    }

    [Fact]
    public async Task Deleting_says_whether_there_was_one()
    {
        Assert.True(await Repositories.DeleteAsync("acme/app", "acme/app"));
        Assert.False(await Repositories.DeleteAsync("acme/app", "acme/app"));
        Assert.Equal(1, WritesSent);
    }

    [Fact]
    public async Task A_visibility_of_nothing_is_not_found() =>
        await Assert.ThrowsAsync<QuayNotFoundException>(
            () => Repositories.ChangeVisibilityAsync("acme/missing", RepositoryVisibility.Public));

    [Fact]
    public async Task A_description_of_nothing_is_not_found() =>
        await Assert.ThrowsAsync<QuayNotFoundException>(() => Repositories.UpdateDescriptionAsync("acme/missing", ""));

    [Fact]
    public async Task A_state_of_nothing_is_not_found() =>
        await Assert.ThrowsAsync<QuayNotFoundException>(() => Repositories.ChangeStateAsync("acme/missing", RepositoryState.Normal));

    [Theory]
    [InlineData(RepositoryState.ReadOnly, FakeRepositoryState.ReadOnly)]
    [InlineData(RepositoryState.Mirror, FakeRepositoryState.Mirror)]
    public async Task A_state_is_changed_and_back(RepositoryState state, FakeRepositoryState there)
    {
        await Repositories.ChangeStateAsync("acme/app", state);
        Assert.Equal(there, _quay.FindRepository("acme/app")!.State);

        await Repositories.ChangeStateAsync("acme/app", RepositoryState.Normal);
        Assert.Equal(FakeRepositoryState.Normal, _quay.FindRepository("acme/app")!.State);
    }

    [Fact]
    public async Task A_state_without_the_feature_is_said_to_be_that()
    {
        _quay.Strict = false;
        _quay.Features = _quay.Features with { RepositoryMirror = false };

        var error = await Assert.ThrowsAsync<QuayFeatureException>(
            () => Repositories.ChangeStateAsync("acme/app", RepositoryState.ReadOnly));

        Assert.Equal("FEATURE_REPO_MIRROR", error.Feature);
    }

    [Fact]
    public async Task A_state_without_the_feature_is_said_to_be_that_also_to_who_administers_the_repository_alone()
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
    public async Task A_full_plan_refuses_a_private_repository()
    {
        _quay.Features = _quay.Features with { Billing = true };

        var error = await Assert.ThrowsAsync<QuayException>(() => Repositories.CreateAsync("acme/new", RepositoryVisibility.Private));

        Assert.Equal("exceeds_license", error.ErrorType);
    }

    [Theory]
    [InlineData("acme/App")]
    [InlineData("")]
    [InlineData("acme/other")]
    public async Task A_repository_is_deleted_only_by_its_name_said_twice(string confirm)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Repositories.DeleteAsync("acme/app", confirm));
        await Assert.ThrowsAsync<ArgumentException>(nameof(confirm), () => Repositories.DeleteAsync("acme/app", default));
        _quay.Requests.AssertRequests();
    }

    [Fact]
    public async Task What_is_no_value_is_refused_and_nothing_is_sent()
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

    private void AssertDone(string write) => Assert.True(write switch
    {
        "create" => _quay.FindRepository("acme/new") is { IsPublic: false, Description: "new" },
        "describe" => _quay.FindRepository("acme/app")!.Description == "after",
        "delete" => _quay.FindRepository("acme/app") is null,
        "publish" => _quay.FindRepository("acme/app")!.IsPublic,
        _ => _quay.FindRepository("acme/app")!.State == FakeRepositoryState.ReadOnly,
    });
}
