using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>Verifies the known cases in which a result is wrong, because Quay's history does not show what happened.</summary>
public sealed class HistoryLimitTests : IDisposable
{
    private readonly TagFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Permanently_deleted_and_collected_tag_is_reported_absent_while_it_existed()
    {
        DateTimeOffset existed = await ExistForAnHourAsync();
        _fixture.App.DeleteTagPermanently("app");
        await AssertUnknownAsync(existed);
        _fixture.App.Collect();
        await AssertAbsentAsync(existed);
    }

    [Fact]
    public async Task Collected_tag_that_a_too_late_expiry_ended_is_reported_absent_while_it_existed()
    {
        _fixture.Push("app");
        _fixture.Clock.Advance(TimeSpan.FromDays(130 * 7));
        DateTimeOffset existed = await ExistForAnHourAsync();
        _fixture.App.Expire("app", _fixture.Now.AddDays(7));
        Assert.Null(_fixture.DigestOf("app"));
        await AssertUnknownAsync(existed);
        _fixture.App.Collect();
        await AssertAbsentAsync(existed);
    }

    [Fact]
    public async Task Tag_collected_before_the_window_was_widened_is_reported_absent_while_it_existed()
    {
        _fixture.App.Namespace.TimeMachine = TimeSpan.FromDays(1);
        DateTimeOffset existed = await ExistForAnHourAsync();
        _fixture.App.DeleteTag("app");
        _fixture.Clock.Advance(TimeSpan.FromDays(2));
        _fixture.App.Collect();
        await AssertUnknownAsync(existed);
        _fixture.App.Namespace.TimeMachine = TimeSpan.FromDays(14);
        await AssertAbsentAsync(existed);
    }

    [Fact]
    public async Task Tag_permanently_deleted_before_the_window_was_narrowed_is_reported_absent_while_it_existed()
    {
        _fixture.Push("app");
        _fixture.Clock.Advance(TimeSpan.FromDays(20));
        DateTimeOffset existed = await ExistForAnHourAsync();
        _fixture.App.DeleteTagPermanently("app");
        await AssertUnknownAsync(existed);
        _fixture.App.Namespace.TimeMachine = TimeSpan.FromDays(1);
        await AssertAbsentAsync(existed);
    }

    [Fact]
    public async Task Just_collected_tag_is_reported_absent_while_it_existed_if_the_clock_is_behind()
    {
        DateTimeOffset existed = (await ExistForAnHourAsync()).AddMinutes(59);
        _fixture.App.DeleteTag("app");
        _fixture.Clock.Advance(_fixture.App.Namespace.TimeMachine + TimeSpan.FromMinutes(1));
        _fixture.App.Collect();
        RepositorySnapshot snapshot =
            RepositorySnapshot.Of("acme/app", [], existed, _fixture.Now.AddMinutes(-2), _fixture.App.Namespace.TimeMachine);
        Assert.Equal(TagPresence.Absent, snapshot.Find("app").Presence);
        await AssertUnknownAsync(existed);
    }

    [Fact]
    public async Task Only_the_newest_of_overlapping_entries_makes_a_tag_unknown()
    {
        string digest = _fixture.Push("image");
        DateTimeOffset start = _fixture.Now;
        _fixture.Clock.Advance(TimeSpan.FromDays(2));
        _fixture.App.AddEntry("app", digest, start);
        _fixture.App.DeleteTagPermanently("app");
        await AssertUnknownAsync(start.AddDays(1));
        _fixture.App.AddEntry("app", digest, start.AddHours(1), start.AddHours(2));
        await AssertAbsentAsync(start.AddDays(1));
    }

    [Fact]
    public async Task Tag_that_its_images_label_expires_before_the_push_is_reported_absent()
    {
        string digest = _fixture.App.AddManifest().Digest;
        _fixture.App.AddLabel(digest, "quay.expires-after", "-1h");
        _fixture.App.Push("app", digest);
        Assert.Null(_fixture.DigestOf("app"));
        DateTimeOffset pushed = _fixture.Now;
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(TagPresence.Absent, (await _fixture.History.GetTagAtAsync("acme/app", "app", pushed)).Presence);
    }

    private async Task<DateTimeOffset> ExistForAnHourAsync()
    {
        if (_fixture.DigestOf("app") is null)
        {
            _fixture.Push("app");
        }

        DateTimeOffset existed = _fixture.Now;
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(TagPresence.Present, (await _fixture.History.GetTagAtAsync("acme/app", "app", existed)).Presence);
        return existed;
    }

    private async Task AssertUnknownAsync(DateTimeOffset instant) =>
        Assert.Equal(TagPresence.Unknown, (await _fixture.History.GetTagAtAsync("acme/app", "app", instant)).Presence);

    private async Task AssertAbsentAsync(DateTimeOffset instant) =>
        Assert.Equal(TagPresence.Absent, (await _fixture.History.GetTagAtAsync("acme/app", "app", instant)).Presence);
}
