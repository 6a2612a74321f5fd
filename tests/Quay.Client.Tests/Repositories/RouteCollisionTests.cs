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
    public async Task Write_to_a_repository_named_like_another_route_is_rejected_before_a_request(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>("repository", () => _client.Repositories.DeleteAsync(name, name));
        await Assert.ThrowsAsync<ArgumentException>("repository", () => _client.Repositories.UpdateDescriptionAsync(name, "x"));
        Assert.Empty(_quay.Requests);
    }

    [Theory]
    [InlineData("acme/tag/latest")]
    [InlineData("acme/changestate")]
    [InlineData("acme/platform/user/api")]
    public async Task Repository_name_that_only_resembles_another_route_is_accepted(string name)
    {
        _quay.AddRepository(name);
        Assert.True(await _client.Repositories.DeleteAsync(name, name));
    }
}
