using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>Where what is told is not the truth, because nothing that Quay shows tells of it.</summary>
public sealed class HistoryLimitTests : IDisposable
{
    private readonly TagFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_row_that_was_permanently_deleted_and_collected_is_as_if_it_had_never_been()
    {
        DateTimeOffset alive = await LiveAnHourAsync();
        _fixture.App.DeleteTagPermanently("app");
        await IsUnknownAsync(alive);
        _fixture.App.Collect();
        await IsSaidToBeAbsentAsync(alive);
    }

    [Fact]
    public async Task So_is_one_that_died_of_an_expiry_which_it_was_too_old_for()
    {
        _fixture.Push("app");
        _fixture.Clock.Advance(TimeSpan.FromDays(130 * 7));
        DateTimeOffset alive = await LiveAnHourAsync();
        _fixture.App.Expire("app", _fixture.Now.AddDays(7));
        Assert.Null(_fixture.DigestOf("app"));
        await IsUnknownAsync(alive);
        _fixture.App.Collect();
        await IsSaidToBeAbsentAsync(alive);
    }

    [Fact]
    public async Task What_was_collected_before_the_window_was_made_wider_is_taken_for_never_there()
    {
        _fixture.App.Namespace.TimeMachine = TimeSpan.FromDays(1);
        DateTimeOffset alive = await LiveAnHourAsync();
        _fixture.App.DeleteTag("app");
        _fixture.Clock.Advance(TimeSpan.FromDays(2));
        _fixture.App.Collect();
        await IsUnknownAsync(alive);
        _fixture.App.Namespace.TimeMachine = TimeSpan.FromDays(14);
        await IsSaidToBeAbsentAsync(alive);
    }

    [Fact]
    public async Task What_was_permanently_deleted_before_the_window_was_made_narrower_is_taken_for_gone_too_early()
    {
        _fixture.Push("app");
        _fixture.Clock.Advance(TimeSpan.FromDays(20));
        DateTimeOffset alive = await LiveAnHourAsync();
        _fixture.App.DeleteTagPermanently("app");
        await IsUnknownAsync(alive);
        _fixture.App.Namespace.TimeMachine = TimeSpan.FromDays(1);
        await IsSaidToBeAbsentAsync(alive);
    }

    [Fact]
    public async Task A_clock_that_is_behind_takes_what_was_just_collected_for_never_there()
    {
        DateTimeOffset alive = (await LiveAnHourAsync()).AddMinutes(59);
        _fixture.App.DeleteTag("app");
        _fixture.Clock.Advance(_fixture.App.Namespace.TimeMachine + TimeSpan.FromMinutes(1));
        _fixture.App.Collect();
        RepositorySnapshot told =
            RepositorySnapshot.Of("acme/app", [], alive, _fixture.Now.AddMinutes(-2), _fixture.App.Namespace.TimeMachine);
        Assert.Equal(TagPresence.Absent, told.Find("app").Presence);
        await IsUnknownAsync(alive);
    }

    [Fact]
    public async Task Of_rows_that_overlap_the_newest_alone_is_doubted()
    {
        string digest = _fixture.Push("image");
        DateTimeOffset start = _fixture.Now;
        _fixture.Clock.Advance(TimeSpan.FromDays(2));
        _fixture.App.AddRow("app", digest, start);
        _fixture.App.DeleteTagPermanently("app");
        await IsUnknownAsync(start.AddDays(1));
        _fixture.App.AddRow("app", digest, start.AddHours(1), start.AddHours(2));
        await IsSaidToBeAbsentAsync(start.AddDays(1));
    }

    [Fact]
    public async Task An_image_with_a_label_by_which_its_tags_are_born_dead_was_never_there()
    {
        string digest = _fixture.App.AddManifest().Digest;
        _fixture.App.AddLabel(digest, "quay.expires-after", "-1h");
        _fixture.App.Push("app", digest);
        Assert.Null(_fixture.DigestOf("app"));
        DateTimeOffset dead = _fixture.Now;
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(TagPresence.Absent, (await _fixture.History.GetTagAtAsync("acme/app", "app", dead)).Presence);
    }

    private async Task<DateTimeOffset> LiveAnHourAsync()
    {
        if (_fixture.DigestOf("app") is null)
        {
            _fixture.Push("app");
        }

        DateTimeOffset alive = _fixture.Now;
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(TagPresence.Present, (await _fixture.History.GetTagAtAsync("acme/app", "app", alive)).Presence);
        return alive;
    }

    private async Task IsUnknownAsync(DateTimeOffset instant) =>
        Assert.Equal(TagPresence.Unknown, (await _fixture.History.GetTagAtAsync("acme/app", "app", instant)).Presence);

    private async Task IsSaidToBeAbsentAsync(DateTimeOffset instant) =>
        Assert.Equal(TagPresence.Absent, (await _fixture.History.GetTagAtAsync("acme/app", "app", instant)).Presence);
}
