using System.Net;
using System.Text.Json.Nodes;
using Quay.Client.Tests.Recorded;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Contract;

/// <summary>The recorded answers to the making, changing and deleting of repositories, each to the request that was recorded.</summary>
public class RepositoryWriteContractTests
{
    private const string Created = "/api/v1/repository/rqorg/created";
    private const string Look = Created + "?includeTags=false";

    [Theory]
    [InlineData("repo-create-ok", "rqorg/created", RepositoryVisibility.Private)]
    [InlineData("repo-create-after-delete", "rqorg/created", RepositoryVisibility.Private)]
    [InlineData("repo-create-nested", "rqorg/x/y/created", RepositoryVisibility.Private)]
    [InlineData("repo-create-public", "rqorg/createdpublic", RepositoryVisibility.Public)]
    public async Task A_repository_is_made_by_the_very_request_that_was_recorded(
        string name, string repository, RepositoryVisibility visibility)
    {
        await using RecordedQuay quay = New(repository, name);
        using QuayClient client = quay.CreateClient();

        await client.Repositories.CreateAsync(repository, visibility, "made by record.py");

        AssertBody(quay, name);
    }

    [Fact]
    public async Task One_that_is_there_already_is_a_conflict_and_nothing_is_sent()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect("/api/v1/repository/rqorg/scratch?includeTags=false", "repo-get-includeTags-false");
        using QuayClient client = quay.CreateClient();

        var error = await Assert.ThrowsAsync<QuayConflictException>(
            () => client.Repositories.CreateAsync("rqorg/scratch", RepositoryVisibility.Private));

        Assert.Equal("Creating rqorg/scratch: there is such a repository already. Use it, or choose another name.", error.Message);
    }

    [Fact]
    public async Task One_that_somebody_makes_meanwhile_is_a_conflict()
    {
        await using RecordedQuay quay = New("rqorg/created", "repo-create-duplicate");
        using QuayClient client = quay.CreateClient();

        var error = await Assert.ThrowsAsync<QuayConflictException>(() =>
            client.Repositories.CreateAsync("rqorg/created", RepositoryVisibility.Private, "made by record.py"));

        AssertBody(quay, "repo-create-duplicate");
        Assert.Equal(
            (HttpStatusCode.BadRequest, "invalid_request", "Repository already exists"), (error.StatusCode, error.ErrorType, error.Detail));
        Assert.Contains(
            "Creating rqorg/created: the response was 400: \"Repository already exists\"", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("repo-create-bad-name-upper", typeof(QuayException), "Invalid repository name")]
    [InlineData("repo-create-bad-visibility", typeof(QuayException), "is not one of")]
    [InlineData("repo-create-missing-fields", typeof(QuayException), "is a required property")]
    [InlineData("repo-create-missing-namespace", typeof(QuayPermissionException), "Unauthorized")]
    [InlineData("perm-nobody-other-namespace-create", typeof(QuayPermissionException), "Unauthorized")]
    [InlineData("scope-readonly-create-repo", typeof(QuayPermissionException), "Unauthorized")]
    [InlineData("repo-create-no-token", typeof(QuayAuthenticationException), "CSRF token was invalid or missing.")]
    [InlineData("variant-billing-create-private-402", typeof(QuayException), "Payment Required")]
    public async Task Another_refusal_of_a_new_repository_is_what_it_is(string name, Type type, string words)
    {
        await using RecordedQuay quay = New("rqorg/x", name);
        using QuayClient client = quay.CreateClient();

        Exception? error = await Record.ExceptionAsync(() => client.Repositories.CreateAsync("rqorg/x", RepositoryVisibility.Private));
        Assert.True(
            error is not QuayPermissionException
            || error.Message.Contains("The namespace 'rqorg' does not exist, or the token's user", StringComparison.Ordinal),
            $"{error}");

        Assert.IsType(type, error);
        Assert.Contains(words, ((QuayException)error).Detail, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode)RecordedExchange.Load(name).Status, ((QuayException)error).StatusCode);
    }

    [Fact]
    public async Task A_full_plan_is_said_with_what_to_do()
    {
        await using RecordedQuay quay = New("rqmany/p1", "variant-billing-create-private-402");
        using QuayClient client = quay.CreateClient();

        var error = await Assert.ThrowsAsync<QuayException>(
            () => client.Repositories.CreateAsync("rqmany/p1", RepositoryVisibility.Private));

        AssertBody(quay, "variant-billing-create-private-402");
        Assert.EndsWith(
            "no room for another private repository: make it public, or change the plan.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_is_changed_by_the_very_request_that_was_recorded()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect(Look, "repo-get-includeTags-false")
            .Expect("PUT " + Created, "repo-update-description");
        using QuayClient client = quay.CreateClient();

        await client.Repositories.UpdateDescriptionAsync("rqorg/created", "new **text** é 中");

        AssertBody(quay, "repo-update-description");
    }

    [Fact]
    public async Task A_refused_description_is_an_error()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect(Look, "repo-get-includeTags-false")
            .Expect("PUT " + Created, "repo-update-description-null");
        using QuayClient client = quay.CreateClient();

        var error = await Assert.ThrowsAsync<QuayException>(() => client.Repositories.UpdateDescriptionAsync("rqorg/created", ""));

        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
    }

    [Theory]
    [InlineData("repo-changevisibility-private", RepositoryVisibility.Private)]
    [InlineData("repo-changevisibility-public", RepositoryVisibility.Public)]
    public async Task The_visibility_is_changed_by_the_very_request_that_was_recorded(string name, RepositoryVisibility visibility)
    {
        await using RecordedQuay quay = new RecordedQuay().Expect($"POST {Created}/changevisibility", name);
        using QuayClient client = quay.CreateClient();

        await client.Repositories.ChangeVisibilityAsync("rqorg/created", visibility);

        AssertBody(quay, name);
    }

    [Fact]
    public async Task The_visibility_of_a_missing_repository_is_not_found_although_Quay_says_200()
    {
        const string name = "repo-changevisibility-missing-repo";
        await using RecordedQuay quay = new RecordedQuay()
            .Expect("POST " + RecordedExchange.Load(name).Target, name)
            .Expect("/api/v1/repository/rqorg/nosuchrepo?includeTags=false", "missing-repo-get");
        using QuayClient client = quay.CreateClient();

        var error = await Assert.ThrowsAsync<QuayNotFoundException>(() =>
            client.Repositories.ChangeVisibilityAsync("rqorg/nosuchrepo", RepositoryVisibility.Public));

        JsonNode? recorded = JsonNode.Parse(RecordedExchange.Load(name).RequestBody);
        Assert.True(JsonNode.DeepEquals(recorded, JsonNode.Parse(quay.Fake.Requests[0].Request.Body.Span)));
        Assert.Equal(HttpStatusCode.OK, error.StatusCode);
        Assert.Contains("Making rqorg/nosuchrepo public: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("repo-changevisibility-bad", HttpStatusCode.BadRequest)]
    [InlineData("variant-billing-changevisibility-402", HttpStatusCode.PaymentRequired)]
    public async Task A_refused_visibility_is_an_error(string name, HttpStatusCode status)
    {
        await using RecordedQuay quay = new RecordedQuay().Expect($"POST {Created}/changevisibility", name);
        using QuayClient client = quay.CreateClient();

        var error = await Assert.ThrowsAsync<QuayException>(
            () => client.Repositories.ChangeVisibilityAsync("rqorg/created", RepositoryVisibility.Private));

        Assert.Equal(status, error.StatusCode);
    }

    [Theory]
    [InlineData("repo-changestate-normal", RepositoryState.Normal)]
    [InlineData("repo-changestate-readonly", RepositoryState.ReadOnly)]
    public async Task The_state_is_changed_by_the_very_request_that_was_recorded(string name, RepositoryState state)
    {
        await using RecordedQuay quay = new RecordedQuay().Expect($"PUT {Created}/changestate", name);
        using QuayClient client = quay.CreateClient();

        await client.Repositories.ChangeStateAsync("rqorg/created", state);

        AssertBody(quay, name);
    }

    [Fact]
    public async Task A_state_that_the_server_cannot_have_is_a_feature_that_is_off_and_no_bad_description()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect("PUT /api/v1/repository/rqorg/scratch/changestate", "default-changestate");
        using QuayClient client = quay.CreateClient();

        var error = await Assert.ThrowsAsync<QuayFeatureException>(
            () => client.Repositories.ChangeStateAsync("rqorg/scratch", RepositoryState.ReadOnly));

        AssertBody(quay, "default-changestate");
        Assert.Equal(("FEATURE_REPO_MIRROR", HttpStatusCode.BadRequest), (error.Feature, error.StatusCode));
    }

    [Fact]
    public async Task A_refused_state_is_a_missing_right_where_the_token_has_none()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect($"PUT {Created}/changestate", "repo-changestate-readonly-token")
            .Expect(Look, "repo-get-readonly-token");
        using QuayClient client = quay.CreateClient();

        await Assert.ThrowsAsync<QuayPermissionException>(
            () => client.Repositories.ChangeStateAsync("rqorg/created", RepositoryState.Normal));
    }

    [Fact]
    public async Task A_refused_state_is_a_missing_feature_where_the_token_has_every_right()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect($"PUT {Created}/changestate", "repo-changestate-readonly-token")
            .Expect(Look, "repo-get-includeTags-false");
        using QuayClient client = quay.CreateClient();

        await Assert.ThrowsAsync<QuayFeatureException>(() => client.Repositories.ChangeStateAsync("rqorg/created", RepositoryState.Normal));
    }

    [Fact]
    public async Task What_is_there_is_deleted()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect(Look, "repo-get-includeTags-false")
            .Expect("DELETE " + Created, "repo-delete-again");
        using QuayClient client = quay.CreateClient();

        Assert.True(await client.Repositories.DeleteAsync("rqorg/created", "rqorg/created"));
    }

    [Fact]
    public async Task What_is_not_there_is_said_and_nothing_is_deleted()
    {
        await using RecordedQuay quay = new RecordedQuay().Expect(Look, "repo-get-after-delete");
        using QuayClient client = quay.CreateClient();

        Assert.False(await client.Repositories.DeleteAsync("rqorg/created", "rqorg/created"));
    }

    [Theory]
    [InlineData("perm-writer-delete-repo")]
    [InlineData("scope-writeonly-delete-repo")]
    public async Task A_refused_deletion_is_a_missing_right(string name)
    {
        const string target = "/api/v1/repository/rqorg/scratch";
        await using RecordedQuay quay = new RecordedQuay()
            .Expect(target + "?includeTags=false", "repo-get-includeTags-false")
            .Expect("DELETE " + target, name);
        using QuayClient client = quay.CreateClient();

        await Assert.ThrowsAsync<QuayPermissionException>(() => client.Repositories.DeleteAsync("rqorg/scratch", "rqorg/scratch"));
    }

    /// <summary>A repository that is not there, and the answer to its making.</summary>
    private static RecordedQuay New(RepositoryName repository, string recorded) =>
        new RecordedQuay()
            .Expect($"/api/v1/repository/{repository}?includeTags=false", "missing-repo-get")
            .Expect("POST /api/v1/repository", recorded);

    private static void AssertBody(RecordedQuay quay, string recorded) => Assert.True(JsonNode.DeepEquals(
        JsonNode.Parse(RecordedExchange.Load(recorded).RequestBody),
        JsonNode.Parse(quay.Fake.Requests[^1].Request.Body.Span)));
}
