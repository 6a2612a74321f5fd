namespace Quay.Client.Testing.Tests.Endpoints;

public class RepositoryCreationTests
{
    private readonly FakeQuay _quay = new();
    private readonly ApiClient _api;

    public RepositoryCreationTests()
    {
        _quay.AddOrganization("acme");
        _api = new ApiClient(_quay);
    }

    [Fact]
    public void Repository_without_a_namespace_is_created_in_the_callers()
    {
        FakeResponse response =
            _api.As("ann").Post("repository", """{"repository": "app", "visibility": "public", "description": "what"}""");

        Assert.Equal("""{"namespace": "ann", "name": "app", "kind": "image"}""" + "\n", response.Text);
        FakeRepository added = _quay.FindRepository("ann/app")!;
        Assert.Equal((201, true, "what"), (response.Status, added.IsPublic, added.Description));
    }

    [Fact]
    public void Repository_creation_is_validated_in_Quays_order()
    {
        _quay.Features = new FakeFeatures { Billing = true };
        _quay.AddRepository("acme/there");
        ApiClient stranger = _api.As("stranger");

        FakeResponse unclear = stranger.Post("repository", """{"repository": "there", "namespace": "acme"}""");
        Assert.StartsWith("'visibility' is a required property", unclear.ErrorText, StringComparison.Ordinal);
        Assert.Equal(403, Create(stranger, "Bad").Status);
        Assert.Equal("Repository already exists", Create(_api, "there").ErrorText);
        Assert.Equal(402, Create(_api, "Bad").Status);
        _quay.FindNamespace("acme")!.PrivateRepositories = 2;
        Assert.Equal("Invalid repository name", Create(_api, "Bad").ErrorText);
        Assert.Equal(201, Create(_api, "good").Status);
        Assert.Equal(402, Create(_api, "more").Status);
        Assert.Equal(201, Create(_api, "more", "public").Status);
    }

    [Theory]
    [InlineData("repo:create", 201)]
    [InlineData("org:admin", 201)]
    [InlineData("repo:admin", 403)]
    public void Repository_creation_requires_the_scope_repo_create_or_org_admin(string scope, int status) =>
        Assert.Equal(status, Create(_api.As("admin", scope), "app").Status);

    [Theory]
    [InlineData("a/b/c", 201)]
    [InlineData("a//b", 400)]
    [InlineData("-a", 400)]
    public void Segments_of_a_repository_name_start_with_a_letter_or_a_digit(string name, int status) =>
        Assert.Equal(status, Create(_api, name).Status);

    [Fact]
    public void Repository_name_has_at_most_255_characters()
    {
        Assert.Equal(201, Create(_api, new string('a', 255)).Status);
        Assert.Equal(400, Create(_api, new string('a', 256)).Status);
    }

    private static FakeResponse Create(ApiClient api, string name, string visibility = "private") =>
        api.Post("repository", $$"""{"repository": "{{name}}", "namespace": "acme", "visibility": "{{visibility}}", "description": ""}""");
}
