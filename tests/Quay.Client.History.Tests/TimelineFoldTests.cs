using CsCheck;

namespace Quay.Client.History.Tests;

/// <summary>The timeline and the answers about single instants tell the same past.</summary>
[Trait("Speed", "Slow")]
public class TimelineFoldTests
{
    [Fact]
    public Task Followed_to_an_instant_it_leads_to_what_the_tag_pointed_at() => RandomHistory.Stories.SampleAsync(async story =>
    {
        using var history = new RandomHistory(story);
        IReadOnlyList<TagEvent> events = (await history.Scene.History.GetTimelineAsync("acme/app")).Events;
        foreach (DateTimeOffset instant in history.Instants(story.Picks))
        {
            RepositorySnapshot snapshot = await history.Scene.History.GetSnapshotAsync("acme/app", instant);
            foreach (string name in RandomHistory.Names)
            {
                TagAt told = snapshot.Find(name);
                TagEvent? last = Follow(events.Where(happened => happened.Tag == name), snapshot.Instant);
                if (told.Presence == TagPresence.Absent)
                {
                    // A row that begins within two seconds of an end goes on with it.
                    bool isGap = events.Any(happened => happened.Tag == name && happened.At - snapshot.Instant <= TimeSpan.FromSeconds(2)
                        && happened.At > snapshot.Instant && happened.FromDigest == last?.ToDigest);
                    Assert.True(last is null || isGap, $"{told}, and {last}, of\n{string.Join('\n', events)}");
                }
                else if (told.Presence == TagPresence.Present)
                {
                    Assert.True(
                        last?.ToDigest == told.ManifestDigest && last?.Entry == told.Entry,
                        $"{told}, and {last}, of\n{string.Join('\n', events)}");
                }
            }
        }
    }, iter: 300);

    [Fact]
    public Task Each_row_begins_once_and_ends_once_at_most() => RandomHistory.Stories.SampleAsync(async story =>
    {
        using var history = new RandomHistory(story);
        IReadOnlyList<TagEvent> events = (await history.Scene.History.GetTimelineAsync("acme/app")).Events;
        Assert.Equal(history.Scene.App.Rows.Count, events.Count(Begins));
        TagEvent[] timed = [.. events.Where(happened => happened.At is not null)];
        Assert.Equal(timed.OrderBy(happened => happened.At), timed);
        foreach (IGrouping<string, TagEvent> tag in events.GroupBy(happened => happened.Tag))
        {
            Assert.Equal(history.Scene.EntryCountOf(tag.Key), tag.Count(Begins));
            Assert.InRange(tag.Count(happened => !Begins(happened)), 0, tag.Count(Begins));
            Assert.InRange(
                tag.Count(happened => happened.Kind == TagEventKind.WillExpire),
                0,
                history.Scene.DigestOf(tag.Key) is null ? 0 : 1);
        }
    }, iter: 200);

    private static bool Begins(TagEvent happened) => happened.ToDigest is not null;

    /// <summary>The event that began what holds then; a permanent deletion ends that row alone.</summary>
    private static TagEvent? Follow(IEnumerable<TagEvent> events, DateTimeOffset instant)
    {
        TagEvent? last = null;
        foreach (TagEvent happened in events.Where(happened => (happened.At ?? happened.Entry.End) <= instant))
        {
            last = Begins(happened) ? happened : ReferenceEquals(last?.Entry, happened.Entry) ? null : last;
        }

        return last;
    }
}
