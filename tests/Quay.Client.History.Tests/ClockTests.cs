using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>Verifies results if the client's clock differs from the server's, whose times the entries have.</summary>
public class ClockTests
{
    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Timeline_shows_a_just_deleted_tag_as_removed_if_the_clients_clock_is_behind()
    {
        using TagFixture fixture = BehindBy(Minutes);
        fixture.Push("prod");
        fixture.App.DeleteTag("prod");

        TagTimeline timeline = await fixture.History.GetTimelineAsync("acme/app", "prod");

        Assert.Equal([TagEventKind.Created, TagEventKind.Removed], timeline.Events.Select(tagEvent => tagEvent.Kind));
    }

    [Fact]
    public async Task Rollback_plan_contains_a_just_moved_tag_if_the_clients_clock_is_behind()
    {
        using TagFixture fixture = BehindBy(Minutes);
        string old = fixture.Push("prod");
        DateTimeOffset then = fixture.Now;
        fixture.Clock.Advance(TimeSpan.FromHours(1));
        string present = fixture.Push("prod");

        TagPlanStep step = Assert.Single((await fixture.History.PlanRollbackAsync("acme/app", then)).Steps);

        Assert.Equal((present, old), (step.Precondition.Digest, step.Digest));
    }

    [Fact]
    public async Task End_of_a_just_permanently_deleted_entry_is_not_trusted_if_the_clients_clock_is_behind()
    {
        using TagFixture fixture = BehindBy(Minutes);
        fixture.Push("prod");
        fixture.Clock.Advance(TimeSpan.FromDays(60));
        fixture.App.DeleteTagPermanently("prod");

        TagAt yesterday = await fixture.History.GetTagAtAsync("acme/app", "prod", fixture.Now.AddDays(-1));

        Assert.Equal(TagPresence.Unknown, yesterday.Presence);
    }

    [Fact]
    public async Task Rollback_moves_a_tag_that_expires_soon_if_the_clients_clock_is_ahead()
    {
        using TagFixture fixture = BehindBy(-Minutes);
        string old = fixture.Push("prod");
        DateTimeOffset then = fixture.Now;
        fixture.Clock.Advance(TimeSpan.FromHours(1));
        string present = fixture.Push("prod");
        fixture.Clock.Advance(TimeSpan.FromHours(1));
        fixture.App.Expire("prod", fixture.Now.AddMinutes(2));

        TagPlan plan = await fixture.History.PlanRollbackAsync("acme/app", then);
        await fixture.History.ExecuteAsync(plan);

        Assert.Equal(present, Assert.Single(plan.Steps).Precondition.Digest);
        Assert.Equal(old, fixture.DigestOf("prod"));
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task Adjusting_the_client_clock_does_not_make_a_past_instant_future(int minutes)
    {
        var clock = new AdjustableClock();
        using var fixture = new TagFixture(configure: options => options.TimeProvider = clock.Of(options.TimeProvider));
        string digest = fixture.Push("prod");
        await fixture.Tags.GetAsync("acme/app", "prod");
        clock.Ahead = TimeSpan.FromMinutes(minutes);

        TagAt now = await fixture.History.GetTagAtAsync("acme/app", "prod", fixture.Now);

        Assert.Equal(digest, now.ManifestDigest);
    }

    [Fact]
    public async Task Instant_ahead_of_the_servers_clock_is_rejected_as_future()
    {
        using TagFixture fixture = BehindBy(TimeSpan.FromHours(-1));
        fixture.Push("prod");

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            "instant",
            () => fixture.History.GetTagAtAsync("acme/app", "prod", fixture.Now.AddMinutes(30)));
    }

    [Fact]
    public async Task Instant_seconds_ahead_of_the_servers_clock_means_now()
    {
        using TagFixture fixture = BehindBy(TimeSpan.FromSeconds(-20));
        string digest = fixture.Push("prod");
        DateTimeOffset now = fixture.Now.AddSeconds(20);

        Assert.Equal(digest, (await fixture.History.GetTagAtAsync("acme/app", "prod", now)).ManifestDigest);
        Assert.True((await fixture.History.CompareAsync("acme/app", now, now)).IsComplete);
        Assert.InRange((await fixture.History.GetSnapshotAsync("acme/app", now)).Instant, fixture.Now, fixture.Now.AddSeconds(1));
        Assert.Empty((await fixture.History.PlanRollbackAsync("acme/app", now)).Steps);
        Assert.False((await fixture.History.RestoreTagAsync("acme/app", "prod", now)).IsChanged);
    }

    [Fact]
    public async Task List_of_active_tags_contains_a_tag_that_expires_soon_if_the_clients_clock_is_ahead()
    {
        using TagFixture fixture = BehindBy(TimeSpan.FromHours(-3));
        fixture.Push("prod");
        fixture.App.Expire("prod", fixture.Now.AddHours(2));

        List<TagHistoryEntry> active = await fixture.Tags
            .GetHistory("acme/app", new TagHistoryQuery { OnlyActiveTags = true })
            .ToListAsync();

        Assert.Equal("prod", Assert.Single(active).Name);
    }

    [Fact]
    public async Task Cached_response_does_not_make_an_expired_tag_look_alive()
    {
        using var fixture = new TagFixture(network: quay => new ChangingHandler(quay, response =>
        {
            response.Headers.Age = TimeSpan.FromHours(1);
            response.Headers.Date -= TimeSpan.FromHours(1);
        }));
        fixture.Push("prod");
        fixture.App.Expire("prod", fixture.Now.AddHours(2));
        fixture.Clock.Advance(TimeSpan.FromHours(2.5));

        TagTimeline timeline = await fixture.History.GetTimelineAsync("acme/app", "prod");

        Assert.Equal([TagEventKind.Created, TagEventKind.Removed], timeline.Events.Select(tagEvent => tagEvent.Kind));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1970)]
    [InlineData(9999)]
    public async Task Wrong_server_clock_does_not_add_rollback_steps_for_unchanged_tags(int year)
    {
        using var fixture = new TagFixture(
            network: quay => new ChangingHandler(
                quay, response => response.Headers.Date = new DateTimeOffset(year, 12, 31, 0, 0, 0, TimeSpan.Zero)));
        fixture.Push("prod");
        fixture.Clock.Advance(TimeSpan.FromHours(1));

        TagPlan plan = await fixture.History.PlanRollbackAsync("acme/app", fixture.Now.AddMinutes(-10));

        Assert.Equal((0, 0, 1), (plan.Steps.Count, plan.Skipped.Count, plan.ComparedTags));
    }

    private sealed class ChangingHandler(HttpMessageHandler quay, Action<HttpResponseMessage> change) : DelegatingHandler(quay)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            change(response);
            return response;
        }
    }

    private sealed class AdjustableClock
    {
        public TimeSpan Ahead { get; set; }

        public TimeProvider Of(TimeProvider clock) => new AdjustedClock(clock, this);

        private sealed class AdjustedClock(TimeProvider clock, AdjustableClock set) : TimeProvider
        {
            public override long TimestampFrequency => clock.TimestampFrequency;

            public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + set.Ahead;

            public override long GetTimestamp() => clock.GetTimestamp();
        }
    }

    private static TagFixture BehindBy(TimeSpan time) =>
        new(configure: options => options.TimeProvider = new ShiftedClock(options.TimeProvider, time));
}
