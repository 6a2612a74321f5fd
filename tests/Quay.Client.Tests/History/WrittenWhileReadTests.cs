using Quay.Client.History;
using Quay.Client.Tags;
using Quay.Client.Tests.Tags;

namespace Quay.Client.Tests.History;

/// <summary>A tag whose row is on the second page is written after the first was read: its new row is on neither.</summary>
public sealed class WrittenWhileReadTests : IDisposable
{
    private readonly TagScene _scene = new();
    private readonly string _image;

    public WrittenWhileReadTests()
    {
        _image = _scene.Push("other");
        _scene.Push("lts");
        for (int i = 0; i < TagHistoryQuery.MaxPageSize; i++)
        {
            _scene.App.Push($"build-{i}");
        }

        _scene.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_tag_that_is_moved_is_not_told_as_removed()
    {
        BeforeTheSecondPage(() => _scene.App.Move("lts", _image));

        TagTimeline timeline = await _scene.History.GetTimelineAsync("acme/app");

        Assert.Equal([TagEventKind.Created], timeline.Events.Where(happened => happened.Tag == "lts").Select(happened => happened.Kind));
    }

    [Fact]
    public async Task Nor_as_absent_in_that_second()
    {
        BeforeTheSecondPage(() => _scene.App.Move("lts", _image));

        TagAt lts = (await _scene.History.GetSnapshotAsync("acme/app")).Find("lts");

        Assert.Equal(TagPresence.Unknown, lts.Presence);
        Assert.Contains("while the history was read", lts.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_before_it_pointed_where_it_did()
    {
        BeforeTheSecondPage(() => _scene.App.Move("lts", _image));

        TagAt lts = (await _scene.History.GetSnapshotAsync("acme/app", _scene.Now.AddSeconds(-1))).Find("lts");

        Assert.Equal(TagPresence.Present, lts.Presence);
    }

    [Fact]
    public async Task Rows_that_come_on_one_page_are_of_one_moment()
    {
        _scene.App.DeleteTag("lts");

        Assert.Equal(TagPresence.Absent, (await _scene.History.GetTagAtAsync("acme/app", "lts", _scene.Now)).Presence);
        Assert.Equal(TagEventKind.Removed, (await _scene.History.GetTimelineAsync("acme/app", "lts")).Events[^1].Kind);
    }

    private void BeforeTheSecondPage(Action change) =>
        _scene.Quay.Changes.Before(request => $"{request}".Contains("page=2", StringComparison.Ordinal), change);
}
