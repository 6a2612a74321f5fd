using System.Net;
using System.Text.Json.Nodes;
using Quay.Client.Tests.Recorded;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Contract;

/// <summary>Verifies the recorded creations, changes and deletions of repositories.</summary>
public class RepositoryWriteContractTests
{
    private const string Created = "/api/v1/repository/rqorg/created";
    private const string ReadTarget = Created + "?includeTags=false";

    [Theory]
    [InlineData("repo-create-ok", "rqorg/created", RepositoryVisibility.Private)]
    [InlineData("repo-create-after-delete", "rqorg/created", RepositoryVisibility.Private)]
    [InlineData("repo-create-nested", "rqorg/x/y/created", RepositoryVisibility.Private)]
    [InlineData("repo-create-public", "rqorg/createdpublic", RepositoryVisibility.Public)]
    public async Task Repository_is_created_with_the_recorded_request(
        string name, string repository, RepositoryVisibility visibility)
    {
        await using RecordedQuay quay = WithoutRepository(repository, name);
        using QuayClient client = quay.CreateClient();

        await client.Repositories.CreateAsync(repository, visibility, "made by record.py");

        AssertBody(quay, name);
    }

    [Fact]
    public async Task Creation_of_an_existing_repository_throws_QuayConflictException_before_the_write()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect("/api/v1/repository/rqorg/scratch?includeTags=false", "repo-get-includeTags-false");
        using QuayClient client = quay.CreateClient();

        var error = await Assert.ThrowsAsync<QuayConflictException>(
            () => client.Repositories.CreateAsync("rqorg/scratch", RepositoryVisibility.Private));

        Assert.Equal("Creating rqorg/scratch: a repository of this name exists. Use it, or choose another name.", error.Message);
    }

    [Fact]
    public async Task Creation_of_a_repository_that_was_created_meanwhile_throws_QuayConflictException()
    {
        await using RecordedQuay quay = WithoutRepository("rqorg/created", "repo-create-duplicate");
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
    public async Task Recorded_rejection_of_a_creation_throws_the_matching_exception(string name, Type type, string expectedDetail)
    {
        await using RecordedQuay quay = WithoutRepository("rqorg/x", name);
        using QuayClient client = quay.CreateClient();

        Exception? error = await Record.ExceptionAsync(() => client.Repositories.CreateAsync("rqorg/x", RepositoryVisibility.Private));
        Assert.True(
            error is not QuayPermissionException
            || error.Message.Contains("The namespace 'rqorg' does not exist, or the token's user", StringComparison.Ordinal),
            $"{error}");

        Assert.IsType(type, error);
        Assert.Contains(expectedDetail, ((QuayException)error).Detail, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode)RecordedExchange.Load(name).Status, ((QuayException)error).StatusCode);
    }

    [Fact]
    public async Task Message_about_an_exceeded_billing_plan_suggests_a_solution()
    {
        await using RecordedQuay quay = WithoutRepository("rqmany/p1", "variant-billing-create-private-402");
        using QuayClient client = quay.CreateClient();

        var error = await Assert.ThrowsAsync<QuayException>(
            () => client.Repositories.CreateAsync("rqmany/p1", RepositoryVisibility.Private));

        AssertBody(quay, "variant-billing-create-private-402");
        Assert.EndsWith(
            "no room for another private repository: make it public, or change the plan.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Description_is_changed_with_the_recorded_request()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect(ReadTarget, "repo-get-includeTags-false")
            .Expect("PUT " + Created, "repo-update-description");
        using QuayClient client = quay.CreateClient();

        await client.Repositories.UpdateDescriptionAsync("rqorg/created", "new **text** é 中");

        AssertBody(quay, "repo-update-description");
    }

    [Fact]
    public async Task Rejected_description_throws_QuayException()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect(ReadTarget, "repo-get-includeTags-false")
            .Expect("PUT " + Created, "repo-update-description-null");
        using QuayClient client = quay.CreateClient();

        var error = await Assert.ThrowsAsync<QuayException>(() => client.Repositories.UpdateDescriptionAsync("rqorg/created", ""));

        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
    }

    [Theory]
    [InlineData("repo-changevisibility-private", RepositoryVisibility.Private)]
    [InlineData("repo-changevisibility-public", RepositoryVisibility.Public)]
    public async Task Visibility_is_changed_with_the_recorded_request(string name, RepositoryVisibility visibility)
    {
        await using RecordedQuay quay = new RecordedQuay().Expect($"POST {Created}/changevisibility", name);
        using QuayClient client = quay.CreateClient();

        await client.Repositories.ChangeVisibilityAsync("rqorg/created", visibility);

        AssertBody(quay, name);
    }

    [Fact]
    public async Task Visibility_change_of_a_missing_repository_throws_although_Quay_returns_200()
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
    public async Task Rejected_visibility_throws_QuayException(string name, HttpStatusCode status)
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
    public async Task Repository_state_is_changed_with_the_recorded_request(string name, RepositoryState state)
    {
        await using RecordedQuay quay = new RecordedQuay().Expect($"PUT {Created}/changestate", name);
        using QuayClient client = quay.CreateClient();

        await client.Repositories.ChangeStateAsync("rqorg/created", state);

        AssertBody(quay, name);
    }

    [Fact]
    public async Task Rejected_state_on_a_server_without_the_feature_throws_QuayFeatureException()
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
    public async Task Rejected_state_throws_QuayPermissionException_if_the_token_has_no_permission()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect($"PUT {Created}/changestate", "repo-changestate-readonly-token")
            .ExpectBlockedDiscovery()
            .Expect(ReadTarget, "repo-get-readonly-token");
        using QuayClient client = quay.CreateClient();

        await Assert.ThrowsAsync<QuayPermissionException>(
            () => client.Repositories.ChangeStateAsync("rqorg/created", RepositoryState.Normal));
    }

    [Fact]
    public async Task Rejected_state_throws_QuayPermissionException_if_the_server_describes_the_route()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect($"PUT {Created}/changestate", "repo-changestate-readonly-token")
            .ExpectDiscovery();
        using QuayClient client = quay.CreateClient();

        await Assert.ThrowsAsync<QuayPermissionException>(
            () => client.Repositories.ChangeStateAsync("rqorg/created", RepositoryState.Normal));
    }

    [Fact]
    public async Task Rejected_state_throws_QuayFeatureException_if_the_token_has_every_permission()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect($"PUT {Created}/changestate", "repo-changestate-readonly-token")
            .ExpectBlockedDiscovery()
            .Expect(ReadTarget, "repo-get-includeTags-false");
        using QuayClient client = quay.CreateClient();

        await Assert.ThrowsAsync<QuayFeatureException>(() => client.Repositories.ChangeStateAsync("rqorg/created", RepositoryState.Normal));
    }

    [Fact]
    public async Task Existing_repository_is_deleted()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect(ReadTarget, "repo-get-includeTags-false")
            .Expect("DELETE " + Created, "repo-delete-again");
        using QuayClient client = quay.CreateClient();

        Assert.True(await client.Repositories.DeleteAsync("rqorg/created", "rqorg/created"));
    }

    [Fact]
    public async Task Deletion_of_a_missing_repository_returns_false_and_sends_no_write()
    {
        await using RecordedQuay quay = new RecordedQuay().Expect(ReadTarget, "repo-get-after-delete");
        using QuayClient client = quay.CreateClient();

        Assert.False(await client.Repositories.DeleteAsync("rqorg/created", "rqorg/created"));
    }

    [Theory]
    [InlineData("perm-writer-delete-repo")]
    [InlineData("scope-writeonly-delete-repo")]
    public async Task Rejected_deletion_throws_QuayPermissionException(string name)
    {
        const string target = "/api/v1/repository/rqorg/scratch";
        await using RecordedQuay quay = new RecordedQuay()
            .Expect(target + "?includeTags=false", "repo-get-includeTags-false")
            .Expect("DELETE " + target, name);
        using QuayClient client = quay.CreateClient();

        await Assert.ThrowsAsync<QuayPermissionException>(() => client.Repositories.DeleteAsync("rqorg/scratch", "rqorg/scratch"));
    }

    /// <summary>Creates a server without the repository, which returns a recorded response to its creation.</summary>
    private static RecordedQuay WithoutRepository(RepositoryName repository, string recorded) =>
        new RecordedQuay()
            .Expect($"/api/v1/repository/{repository}?includeTags=false", "missing-repo-get")
            .Expect("POST /api/v1/repository", recorded);

    private static void AssertBody(RecordedQuay quay, string recorded) => Assert.True(JsonNode.DeepEquals(
        JsonNode.Parse(RecordedExchange.Load(recorded).RequestBody),
        JsonNode.Parse(quay.Fake.Requests[^1].Request.Body.Span)));
}
