using CsCheck;

namespace Quay.Client.History.Tests;

/// <summary>Verifies that timelines agree with the results for single instants.</summary>
[Trait("Speed", "Slow")]
public class TimelinePropertyTests
{
    [Fact]
    public Task Events_up_to_an_instant_lead_to_what_the_tag_pointed_at_then() => RandomHistory.Sequences.SampleAsync(async sequence =>
    {
        using var history = new RandomHistory(sequence);
        IReadOnlyList<TagEvent> events = (await history.Fixture.History.GetTimelineAsync("acme/app")).Events;
        foreach (DateTimeOffset instant in history.Instants(sequence.Picks))
        {
            RepositorySnapshot snapshot = await history.Fixture.History.GetSnapshotAsync("acme/app", instant);
            foreach (string name in RandomHistory.Names)
            {
                TagAt result = snapshot.Find(name);
                TagEvent? last = StartOfState(events.Where(tagEvent => tagEvent.Tag == name), snapshot.Instant);
                if (result.Presence == TagPresence.Absent)
                {
                    // An entry that starts within two seconds of an end continues the previous one.
                    bool isGap = events.Any(tagEvent => tagEvent.Tag == name && tagEvent.At - snapshot.Instant <= TimeSpan.FromSeconds(2)
                        && tagEvent.At > snapshot.Instant && tagEvent.FromDigest == last?.ToDigest);
                    Assert.True(last is null || isGap, $"{result}, and {last}, of\n{string.Join('\n', events)}");
                }
                else if (result.Presence == TagPresence.Present)
                {
                    Assert.True(
                        last?.ToDigest == result.ManifestDigest && last?.Entry == result.Entry,
                        $"{result}, and {last}, of\n{string.Join('\n', events)}");
                }
            }
        }
    }, iter: 300);

    [Fact]
    public Task Each_entry_has_one_start_event_and_at_most_one_end_event() => RandomHistory.Sequences.SampleAsync(async sequence =>
    {
        using var history = new RandomHistory(sequence);
        IReadOnlyList<TagEvent> events = (await history.Fixture.History.GetTimelineAsync("acme/app")).Events;
        Assert.Equal(history.Fixture.App.Entries.Count, events.Count(IsStart));
        TagEvent[] timed = [.. events.Where(tagEvent => tagEvent.At is not null)];
        Assert.Equal(timed.OrderBy(tagEvent => tagEvent.At), timed);
        foreach (IGrouping<string, TagEvent> tag in events.GroupBy(tagEvent => tagEvent.Tag))
        {
            Assert.Equal(history.Fixture.EntryCountOf(tag.Key), tag.Count(IsStart));
            Assert.InRange(tag.Count(tagEvent => !IsStart(tagEvent)), 0, tag.Count(IsStart));
            Assert.InRange(
                tag.Count(tagEvent => tagEvent.Kind == TagEventKind.WillExpire),
                0,
                history.Fixture.DigestOf(tag.Key) is null ? 0 : 1);
        }
    }, iter: 200);

    private static bool IsStart(TagEvent tagEvent) => tagEvent.ToDigest is not null;

    /// <summary>Gets the event that started the state at an instant; a permanent deletion ends only its own entry.</summary>
    private static TagEvent? StartOfState(IEnumerable<TagEvent> events, DateTimeOffset instant)
    {
        TagEvent? last = null;
        foreach (TagEvent tagEvent in events.Where(tagEvent => (tagEvent.At ?? tagEvent.Entry?.End) <= instant))
        {
            last = IsStart(tagEvent) ? tagEvent : ReferenceEquals(last?.Entry, tagEvent.Entry) ? null : last;
        }

        return last;
    }
}
