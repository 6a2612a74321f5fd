using System.Globalization;
using static Quay.Client.History.Tests.Actors.Logged;

namespace Quay.Client.History.Tests.Actors;

/// <summary>
/// Verifies the matcher with random events, whose log entries follow within a second and can be missing. The environment variable
/// <c>QUAY_CLIENT_RUNS</c> sets the number of runs, and <c>QUAY_CLIENT_SEED</c> the seed of the first.
/// </summary>
[Trait("Speed", "Slow")]
public class ActorPropertyTests
{
    private static readonly string[] Tags = ["v1", "v10", "latest"];
    private static readonly string[] Actors = ["alice", "bob"];
    private static readonly double[] Pauses = [0, 0.4, 0.9, 1.7, 3.2, 8, 30];

    [Fact]
    public void No_event_has_the_actor_of_another_event_and_each_entry_is_used_once()
    {
        (int all, int found) = (0, 0);
        ForEachSeed(random =>
        {
            (List<TagEvent> events, List<LogEntry> log, List<string> truth) = Create(random, missing: 0.15);
            IReadOnlyList<TagEvent> matched = MatchAll(events, log);
            Assert.Equal(events, matched.Select(happened => happened with { Actor = null }));
            for (int i = 0; i < events.Count; i++)
            {
                TagEventActor actor = matched[i].Actor!;
                Assert.Equal(actor.Means == TagEventMeans.Unknown, actor.Reason is not null);
                Assert.True(actor.Name is null || actor.Name == truth[i], $"{events[i]} is by {truth[i]}, not by {actor}");
                (all, found) = (all + 1, found + (actor.Name is null ? 0 : 1));
            }

            foreach (var same in matched.Where(happened => happened.Actor!.LogTime is not null)
                .GroupBy(happened => (happened.Tag, happened.Actor!.LogKind, happened.Actor.LogTime, happened.Actor.Name)))
            {
                int entries = log.Count(entry => entry.Kind == same.Key.LogKind
                    && entry.Time == same.Key.LogTime
                    && entry.Performer!.Name == same.Key.Name
                    && entry.Metadata!.Value.GetProperty("tag").GetString() == same.Key.Tag);
                Assert.True(same.Count() <= entries, $"{same.Key}: {same.Count()} events, {entries} entries");
            }
        });
        Console.WriteLine($"{all} events, {found} explained");
        Assert.True(found * 2 > all);
    }

    [Fact]
    public void Each_event_is_explained_if_no_entry_is_missing_and_events_of_a_tag_are_five_seconds_apart() => ForEachSeed(random =>
    {
        (List<TagEvent> events, List<LogEntry> log, List<string> truth) = Create(random, missing: 0, pause: 5);
        Assert.Equal(truth, MatchAll(events, log).Select(happened => happened.Actor!.Name));
    });

    // Creates events of several tags in the order of time, their log entries in random order, and who caused each event.
    private static (List<TagEvent> Events, List<LogEntry> Log, List<string> Truth) Create(Random random, double missing, double pause = 0)
    {
        List<TagEvent> events = [];
        List<LogEntry> log = [];
        List<string> truth = [];
        Dictionary<string, string?> digests = Tags.ToDictionary(tag => tag, _ => (string?)null);
        double now = 100;
        for (int i = random.Next(1, 20); i > 0; i--)
        {
            string tag = Tags[random.Next(Tags.Length)];
            string actor = Actors[random.Next(Actors.Length)];
            string to = random.Next(2) == 0 ? X : Y;
            string? from = digests[tag];
            int second = (int)now;
            (TagEventKind kind, string logged, string metadata) = (from, random.Next(4)) switch
            {
                (null, 0) => (TagEventKind.Created, "create_tag", $"\"manifest_digest\": \"{to}\""),
                (null, _) => (TagEventKind.Created, "push_repo", ""),
                (_, 0) => (TagEventKind.Removed, "delete_tag", random.Next(2) == 0 ? "" : $"\"digest\": \"{from}\""),
                (_, 1) => (TagEventKind.Reverted, "revert_tag", $"\"manifest_digest\": \"{to}\""),
                (_, 2) => (
                    TagEventKind.Moved, "move_tag", $"\"manifest_digest\": \"{to}\", \"original_manifest_digest\": \"{from}\""),
                _ => (TagEventKind.Moved, "push_repo", ""),
            };
            digests[tag] = kind == TagEventKind.Removed ? null : to;
            events.Add(Event(kind, second, from, digests[tag], tag));
            truth.Add(actor);
            if (random.NextDouble() >= missing)
            {
                log.Add(Log(logged, Math.Floor(now + (random.NextDouble() * 0.99)), metadata, actor, tag));
            }

            now += pause + Pauses[random.Next(Pauses.Length)];
        }

        LogEntry[] shuffled = [.. log];
        random.Shuffle(shuffled);
        return (events, [.. shuffled], truth);
    }

    private static void ForEachSeed(Action<Random> property)
    {
        int seed = Variable("QUAY_CLIENT_SEED", byDefault: 1);
        int runs = Variable("QUAY_CLIENT_RUNS", byDefault: 2000);
        for (int i = 0; i < runs; i++)
        {
            try
            {
                property(new Random(seed + i));
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"QUAY_CLIENT_SEED={seed + i}", failure);
            }
        }
    }

    private static int Variable(string name, int byDefault) =>
        Environment.GetEnvironmentVariable(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : byDefault;
}
