using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Repositories;

public sealed class RouteCollisionTests : IDisposable
{
    private readonly FakeQuay _quay = new();
    private readonly QuayClient _client;

    public RouteCollisionTests() => _client = _quay.CreateClient();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("acme/app/tag/latest")]
    [InlineData("acme/app/changestate")]
    [InlineData("acme/app/autoprunepolicy/x")]
    [InlineData("acme/app/permissions/user/bob")]
    public async Task A_repository_whose_path_is_that_of_something_else_is_not_written_to(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>("repository", () => _client.Repositories.DeleteAsync(name, name));
        await Assert.ThrowsAsync<ArgumentException>("repository", () => _client.Repositories.UpdateDescriptionAsync(name, "x"));
        Assert.Empty(_quay.Requests);
    }

    [Theory]
    [InlineData("acme/tag/latest")]
    [InlineData("acme/changestate")]
    [InlineData("acme/platform/user/api")]
    public async Task A_name_that_only_looks_like_one_is_a_name(string name)
    {
        _quay.AddRepository(name);
        Assert.True(await _client.Repositories.DeleteAsync(name, name));
    }
}
