namespace Quay.Client.Testing.Tests.Endpoints;

public class RepositorySettingsTests
{
    private readonly FakeQuay _quay = new() { Features = FakeFeatures.All };
    private readonly FakeRepository _repository;
    private readonly ApiClient _api;

    public RepositorySettingsTests()
    {
        _repository = _quay.AddRepository("acme/app");
        _api = new ApiClient(_quay);
    }

    [Fact]
    public void Changed_visibility_of_an_unknown_repository_returns_null()
    {
        Assert.Equal("{\"success\": true}\n", _api.Post("repository/acme/app/changevisibility", """{"visibility": "public"}""").Text);
        Assert.True(_repository.IsPublic);

        FakeResponse response = _api.Post("repository/acme/none/changevisibility", """{"visibility": "public"}""");
        Assert.Equal((200, "null\n"), (response.Status, response.Text));
    }

    [Fact]
    public void Making_a_private_repository_private_again_still_requires_a_plan()
    {
        _quay.Features = new FakeFeatures { Billing = true };

        Assert.Equal(402, _api.Post("repository/acme/app/changevisibility", """{"visibility": "private"}""").Status);
    }

    [Fact]
    public void Repository_settings_check_permission_body_and_existence_in_this_order()
    {
        _quay.AddUser("ann");
        _repository.Grant("ann", FakeRole.Write);

        Assert.Equal(403, _api.As("ann").Post("repository/acme/app/changevisibility", "{}").Status);
        Assert.Equal(400, _api.Post("repository/acme/app/changevisibility", "{}").Status);
        Assert.Equal(403, _api.As("ann").Put("repository/acme/app/changestate", "{}").Status);
        Assert.Equal(400, _api.Put("repository/acme/none/changestate", "{}").Status);
        Assert.Equal(404, _api.Put("repository/acme/none/changestate", """{"state": "NORMAL"}""").Status);
    }

    [Theory]
    [InlineData("READ_ONLY", FakeRepositoryState.ReadOnly)]
    [InlineData("MIRROR", FakeRepositoryState.Mirror)]
    public void State_of_a_repository_is_changed_and_changed_back(string name, FakeRepositoryState state)
    {
        Assert.Equal(200, _api.Put("repository/acme/app/changestate", $$"""{"state": "{{name}}"}""").Status);
        Assert.Equal(state, _repository.State);

        Assert.Equal(200, _api.Put("repository/acme/app/changestate", """{"state": "NORMAL"}""").Status);
        Assert.Equal(FakeRepositoryState.Normal, _repository.State);
    }

    [Fact]
    public void Changestate_without_the_mirror_feature_is_read_as_another_repository()
    {
        _quay.Features = new FakeFeatures();

        FakeResponse response = _api.Put("repository/acme/app/changestate", """{"state": "MIRROR"}""");

        Assert.StartsWith("'description' is a required property", response.ErrorText, StringComparison.Ordinal);
        Assert.Equal(FakeRepositoryState.Normal, _repository.State);
    }
}
