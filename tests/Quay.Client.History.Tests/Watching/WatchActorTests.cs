using Quay.Client.Testing;

namespace Quay.Client.History.Tests.Watching;

/// <summary>Verifies the actors of the events of a watch.</summary>
public sealed class WatchActorTests : IDisposable
{
    private static readonly WatchOptions WithActors = new() { IncludeActors = true };

    private readonly WatchFixture _watch = new();
    private readonly ManifestDigest _base;

    public WatchActorTests()
    {
        _base = _watch.App.Push("base").Digest;
        _watch.Settle();
    }

    public void Dispose() => _watch.Dispose();

    [Fact]
    public async Task Events_carry_their_actors_if_requested()
    {
        await _watch.RunAsync(WithActors, scope: null, Move);
        Assert.Equal(["v1 Created by admin, API (Tests)"], Events());
    }

    [Fact]
    public async Task Events_of_a_namespace_carry_their_actors_if_requested()
    {
        await _watch.RunAsync(WithActors, scope: "acme", Move);
        Assert.Equal(["v1 Created by admin, API (Tests)"], Events());
    }

    [Fact]
    public async Task Usage_log_is_not_read_unless_requested()
    {
        await _watch.RunAsync(options: null, scope: null, Move);
        Assert.Null(Assert.Single(_watch.Events).Actor);
        Assert.DoesNotContain(_watch.Quay.Quay.Requests, exchange => exchange.Request.RawPath.EndsWith("/logs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Usage_log_that_cannot_be_read_does_not_delay_events()
    {
        _watch.Quay.Quay.Faults.When(IsLog, Fault.BadGateway);
        await _watch.RunAsync(WithActors, scope: null, Move);
        TagEventActor actor = Assert.Single(_watch.Events).Actor!;
        Assert.Equal(TagEventMeans.Unknown, actor.Means);
        Assert.StartsWith("The usage log could not be read. ", actor.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_that_is_rejected_when_the_usage_log_is_read_ends_the_watch()
    {
        await Assert.ThrowsAsync<QuayAuthenticationException>(() => _watch.RunAsync(WithActors, scope: null, () =>
        {
            Move();
            _watch.Quay.Quay.Faults.When(
                IsLog,
                Fault.Status(401, """{"error_type": "invalid_token", "detail": "Requires authentication"}""", "application/json"));
        }));
        Assert.Empty(_watch.Events);
    }

    private static bool IsLog(FakeRequest request) => request.RawPath.EndsWith("/logs", StringComparison.Ordinal);

    private void Move()
    {
        _watch.Quay.Tags.MoveAsync("acme/app", "v1", _base).GetAwaiter().GetResult();
        _watch.Settle();
    }

    private IEnumerable<string> Events() => _watch.Events.Select(happened => $"{happened.Tag} {happened.Kind} by {happened.Actor}");
}
