using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests.Actors;

/// <summary>Verifies the actors that are read from the usage log of a fake Quay.</summary>
public sealed class ActorReaderTests : IDisposable
{
    private readonly TagFixture _fixture = new();

    public ActorReaderTests() => _fixture.Quay.FindToken(_fixture.Quay.Token)!.Application = "deployer";

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Writes_over_the_API_and_by_auto_prune_are_explained()
    {
        ManifestDigest one = _fixture.App.Push("base").Digest;
        ManifestDigest two = _fixture.App.Push("other").Digest;
        Wait();
        await _fixture.Tags.MoveAsync("acme/app", "v1", one);
        Wait();
        await _fixture.Tags.MoveAsync("acme/app", "v1", two);
        Wait();
        await _fixture.Tags.RestoreAsync("acme/app", "v1", one);
        Wait();
        await _fixture.Tags.DeleteAsync("acme/app", "v1");
        Wait();
        await _fixture.Tags.MoveAsync("acme/app", "v2", one);
        Wait();
        await _fixture.Tags.SetExpirationAsync("acme/app", "v2", _fixture.Now.AddDays(2));
        _fixture.App.AddAutoPrunePolicy("number_of_tags", 1, "^(base|other)$");
        Wait();
        _fixture.Quay.AutoPrune();
        Wait();

        TagTimeline timeline = await _fixture.History.AddActorsAsync(await _fixture.History.GetTimelineAsync("acme/app"));
        Assert.Equal(
            [
                "base Created: unknown", "other Created: unknown", "v1 Created: admin, API (deployer)", "v1 Moved: admin, API (deployer)",
                "v1 Reverted: admin, API (deployer)", "v1 Removed: admin, API (deployer)", "v2 Created: admin, API (deployer)",
                "base Removed: auto-prune", "v2 WillExpire: admin, expiry (deployer)",
            ],
            timeline.Events.Select(happened => $"{happened.Tag} {happened.Kind}: {happened.Actor}"));
        Assert.All(timeline.Events, happened =>
            Assert.Equal(happened.Actor!.Means == TagEventMeans.Unknown, happened.Actor.Reason is not null));
        Assert.Contains(" by admin, API (deployer)", timeline.Events[2].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_days_of_the_events_are_read()
    {
        _fixture.Push("v1");
        _fixture.Clock.Advance(TimeSpan.FromDays(1));
        _fixture.Push("v2");
        _fixture.Clock.Advance(TimeSpan.FromDays(4));
        _fixture.Push("v3");
        TagTimeline timeline = await _fixture.History.GetTimelineAsync("acme/app");
        Assert.All(timeline.Events, happened => Assert.Null(happened.Actor));
        await _fixture.History.AddActorsAsync(timeline);
        Assert.Equal(
            ["starttime=11%2F23%2F2026&endtime=11%2F24%2F2026", "starttime=11%2F28%2F2026&endtime=11%2F28%2F2026"],
            _fixture.Quay.Requests.Where(exchange => exchange.Request.RawPath.EndsWith("/logs", StringComparison.Ordinal))
                .Select(exchange => exchange.Request.RawQuery));
    }

    [Fact]
    public async Task Entry_on_the_day_after_the_event_is_found()
    {
        _fixture.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 23, 23, 59, 59, TimeSpan.Zero));
        _fixture.App.Push("v1");
        _fixture.Clock.Advance(TimeSpan.FromSeconds(2));
        _fixture.App.AddLogEntry(new FakeLogEntry
        {
            Kind = "push_repo",
            Time = _fixture.Now,
            Performer = "admin",
            Metadata = new Dictionary<string, object?> { ["tag"] = "v1" },
        });
        TagTimeline timeline = await _fixture.History.AddActorsAsync(await _fixture.History.GetTimelineAsync("acme/app"));
        Assert.Equal("admin, registry", Assert.Single(timeline.Events).Actor!.ToString());
    }

    [Fact]
    public async Task Log_that_the_token_cannot_read_is_the_reason_of_each_event()
    {
        _fixture.Push("v1");
        _fixture.Push("v2");
        TagTimeline timeline = await _fixture.History.GetTimelineAsync("acme/app");
        using QuayClient reader = Client(_fixture.Quay.AddToken("admin", "repo:read"));
        TagTimeline result = await reader.History.AddActorsAsync(timeline);
        Assert.Equal(2, result.Events.Count);
        Assert.All(
            result.Events,
            happened => Assert.StartsWith("The token cannot read the usage log.", happened.Actor!.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Token_that_Quay_does_not_accept_is_an_error()
    {
        _fixture.Push("v1");
        TagTimeline timeline = await _fixture.History.GetTimelineAsync("acme/app");
        FakeToken token = _fixture.Quay.AddToken("admin");
        token.IsRevoked = true;
        using QuayClient revoked = Client(token);
        await Assert.ThrowsAsync<QuayAuthenticationException>(() => revoked.History.AddActorsAsync(timeline));
    }

    [Fact]
    public async Task Entries_that_Quay_skips_are_part_of_the_reason()
    {
        _fixture.App.Push("v1");
        for (int i = 0; i < 190; i++)
        {
            // Quay's pages skip entries with equal times.
            _fixture.App.AddLogEntry(new FakeLogEntry
            {
                Kind = "pull_repo",
                Time = _fixture.Now.AddSeconds(i < 145 ? i - 3600 : 0),
                Metadata = new Dictionary<string, object?> { ["tag"] = $"v{i}" },
            });
        }

        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        TagTimeline timeline = await _fixture.History.AddActorsAsync(await _fixture.History.GetTimelineAsync("acme/app"));
        string reason = Assert.Single(timeline.Events).Actor!.Reason!;
        Assert.Contains("The log is incomplete: The usage log of acme/app: ", reason, StringComparison.Ordinal);
        Assert.Contains("pull_repo on 2026-11-23", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeline_without_events_needs_no_log()
    {
        TagTimeline timeline = await _fixture.History.GetTimelineAsync("acme/app");
        int requests = _fixture.Quay.Requests.Count;
        Assert.Empty((await _fixture.History.AddActorsAsync(timeline)).Events);
        Assert.Equal(requests, _fixture.Quay.Requests.Count);
    }

    [Fact]
    public async Task Invalid_timeline_is_rejected()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(() => _fixture.History.AddActorsAsync(null!));
        var timeline = new TagTimeline { Repository = "app", ReadAt = default, CompleteFrom = default, Events = [] };
        await Assert.ThrowsAsync<ArgumentException>(() => _fixture.History.AddActorsAsync(timeline));
    }

    private void Wait() => _fixture.Clock.Advance(TimeSpan.FromMinutes(1));

    private QuayClient Client(FakeToken token)
    {
        var options = new QuayClientOptions
        {
            Endpoint = new Uri("https://quay.example/"),
            Token = token.Value,
            TimeProvider = _fixture.Clock,
            MaxRetries = 0,
        };
        return new QuayClient(options, new FakeQuayHandler(_fixture.Quay));
    }
}
