using System.Text;
using Quay.Client.Testing;

namespace Quay.Client.Tests.Policies;

public sealed class PolicyTests : IDisposable
{
    private const string Prune = "/api/v1/repository/acme/app/autoprunepolicy/";
    private const string Keep = "/api/v1/repository/acme/app/immutabilitypolicy/";
    private const string Missing = "f66179d0-9376-4ddd-8137-128241c93cde";

    private readonly PolicyFixture _fixture = new();

    public static TheoryData<string> InvalidIds => ["", "x", "..", "a/b", "%2e%2e", "f66179d093764ddd8137128241c93cde", Missing + "\n"];

    private IQuayPolicies Policies => _fixture.Client.Policies;

    private static CancellationToken Token => PolicyFixture.Token;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Auto_prune_policy_is_created_read_changed_and_deleted()
    {
        AutoPrunePolicy created = await Policies.AutoPrune.CreateAsync("acme/app", AutoPrunePolicy.KeepNewest(10), Token);
        AutoPrunePolicy listed = Assert.Single(await Policies.AutoPrune.ListAsync("acme/app", Token));
        Assert.Equal((created.Uuid, 10), (listed.Uuid, listed.TagCount));
        Assert.Equal(listed, await Policies.AutoPrune.GetAsync("acme/app", created.Uuid!, Token));

        // A policy that was read can be written to the same policy or to another.
        AutoPrunePolicy other = AutoPrunePolicy.RemoveOlderThan(TimeSpan.FromDays(7), "^v", tagPatternMatches: false);
        await Policies.AutoPrune.UpdateAsync("acme/app", created.Uuid!, other, Token);
        AutoPrunePolicy changed = await Policies.AutoPrune.GetAsync("acme/app", created.Uuid!, Token);
        Assert.Equal((TimeSpan.FromDays(7), "^v", false), (changed.Age, changed.TagPattern, changed.TagPatternMatches));
        await Policies.AutoPrune.UpdateAsync("acme/app", created.Uuid!, listed, Token);
        Assert.Equal(listed, await Policies.AutoPrune.GetAsync("acme/app", created.Uuid!, Token));

        await Policies.AutoPrune.DeleteAsync("acme/app", created.Uuid!, Token);
        Assert.Empty(_fixture.App.AutoPrunePolicies);

        string one = Prune + created.Uuid;
        _fixture.Quay.Requests.AssertRequests(
            $"GET {Prune}", $"POST {Prune}", $"GET {Prune}", $"GET {one}", $"GET {one}", $"PUT {one}", $"GET {one}", $"GET {one}",
            $"PUT {one}", $"GET {one}", $"GET {one}", $"DELETE {one}");
        Assert.Equal("""{"method":"number_of_tags","value":10}""", BodyOf(1));
        Assert.Equal("""{"method":"creation_date","value":"7d","tagPattern":"^v","tagPatternMatches":false}""", BodyOf(5));
        Assert.Equal("""{"method":"number_of_tags","value":10}""", BodyOf(8));
    }

    [Fact]
    public async Task Immutability_policy_is_created_read_changed_and_deleted()
    {
        ImmutabilityPolicy created = await Policies.Immutability.CreateAsync("acme/app", new() { TagPattern = "v.*" }, Token);
        Assert.Equal([created], await Policies.Immutability.ListAsync("acme/app", Token));
        ImmutabilityPolicy changed = created with { TagPattern = "dev", TagPatternMatches = false };
        await Policies.Immutability.UpdateAsync("acme/app", created.Uuid!, changed, Token);
        Assert.Equal(changed, await Policies.Immutability.GetAsync("acme/app", created.Uuid!, Token));
        await Policies.Immutability.DeleteAsync("acme/app", created.Uuid!, Token);
        Assert.Empty(_fixture.App.ImmutabilityPolicies);

        string one = Keep + created.Uuid;
        _fixture.Quay.Requests.AssertRequests(
            $"GET {Keep}", $"POST {Keep}", $"GET {Keep}", $"GET {one}", $"PUT {one}", $"GET {one}", $"GET {one}", $"DELETE {one}");
        Assert.Equal("""{"tagPattern":"v.*","tagPatternMatches":true}""", BodyOf(1));
        Assert.Equal("""{"tagPattern":"dev","tagPatternMatches":false}""", BodyOf(4));
    }

    [Theory]
    [MemberData(nameof(InvalidIds))]
    [InlineData(null)]
    public async Task Invalid_policy_id_is_rejected_before_a_request(string? uuid)
    {
        ImmutabilityPolicy immutable = new() { TagPattern = "v" };
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Policies.AutoPrune.GetAsync("acme/app", uuid!, Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(
            () => Policies.AutoPrune.UpdateAsync("acme/app", uuid!, AutoPrunePolicy.KeepNewest(1), Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Policies.AutoPrune.DeleteAsync("acme/app", uuid!, Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Policies.Immutability.GetAsync("acme/app", uuid!, Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Policies.Immutability.UpdateAsync("acme/app", uuid!, immutable, Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Policies.Immutability.DeleteAsync("acme/app", uuid!, Token));
        _fixture.Quay.Requests.AssertRequests();
    }

    [Fact]
    public async Task Invalid_immutability_pattern_is_rejected_before_a_request()
    {
        foreach (string pattern in (string[])["", " ", new('a', 257), null!])
        {
            ImmutabilityPolicy policy = new() { TagPattern = pattern };
            await Assert.ThrowsAsync<ArgumentException>("policy", () => Policies.Immutability.CreateAsync("acme/app", policy, Token));
            await Assert.ThrowsAsync<ArgumentException>(
                "policy", () => Policies.Immutability.UpdateAsync("acme/app", Missing, policy, Token));
        }

        _fixture.Quay.Requests.AssertRequests();
    }

    [Fact]
    public async Task Missing_policy_throws_QuayNotFoundException_and_nothing_is_written()
    {
        await Assert.ThrowsAsync<QuayNotFoundException>(() => Policies.AutoPrune.GetAsync("acme/app", Missing, Token));
        await Assert.ThrowsAsync<QuayNotFoundException>(() => Policies.AutoPrune.DeleteAsync("acme/app", Missing, Token));
        await Assert.ThrowsAsync<QuayNotFoundException>(
            () => Policies.Immutability.UpdateAsync("acme/app", Missing, new() { TagPattern = "v" }, Token));
        await Assert.ThrowsAsync<QuayNotFoundException>(() => Policies.AutoPrune.ListAsync("acme/missing", Token));
        _fixture.Quay.Requests.AssertNoWrites();
    }

    [Fact]
    public async Task Duplicate_policy_throws_QuayException_with_status_400()
    {
        _fixture.App.AddAutoPrunePolicy("number_of_tags", 10);
        _fixture.App.AddImmutabilityPolicy("v");

        Assert.Equal(400, (int)(await Assert.ThrowsAsync<QuayException>(
            () => Policies.AutoPrune.CreateAsync("acme/app", AutoPrunePolicy.KeepNewest(10), Token))).StatusCode!);
        Assert.Equal(400, (int)(await Assert.ThrowsAsync<QuayException>(
            () => Policies.Immutability.CreateAsync("acme/app", new() { TagPattern = "v" }, Token))).StatusCode!);
    }

    [Fact]
    public async Task Null_policy_in_a_list_throws_QuayResponseException()
    {
        _fixture.Quay.Faults.Next(Fault.Response(FakeResponse.Json("""{"policies": [null]}""")));

        await Assert.ThrowsAsync<QuayResponseException>(() => Policies.AutoPrune.ListAsync("acme/app", Token));
    }

    private string BodyOf(int request) => Encoding.UTF8.GetString(_fixture.Quay.Requests[request].Request.Body.Span);
}
