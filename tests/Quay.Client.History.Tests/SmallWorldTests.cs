using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>
/// Every past of one tag, of a few acts at half seconds, is lived, and those that look alike in the end are put together. What they agree
/// on must be told; what they differ in cannot be known, and must not be told.
/// </summary>
[Trait("Speed", "Slow")]
public class SmallWorldTests
{
    private static readonly string[] Digests = [DigestOf('a'), DigestOf('b')];

    private enum Act
    {
        PushA,
        PushB,
        Delete,
        DeletePermanently,
        DeletePastPermanently,
        Expire,
        Collect,
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void What_all_pasts_agree_on_is_told_and_nothing_else(int window) => Judge(
        TimeSpan.FromSeconds(window),
        born: [TimeSpan.Zero, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1)],
        later: [.. Enumerable.Range(1, 6).Select(half => TimeSpan.FromSeconds(half * 0.5))],
        [Act.PushA, Act.PushB, Act.Delete, Act.DeletePermanently, Act.DeletePastPermanently, Act.Expire],
        most: 4);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3600)]
    public void So_it_is_of_tags_that_are_older_than_any_expiry_may_be(int window) => Judge(
        TimeSpan.FromSeconds(window),
        born: [TimeSpan.FromDays(-104 * 7), TimeSpan.FromDays(-104 * 7) + TimeSpan.FromSeconds(0.5)],
        later: [.. Enumerable.Range(-1, 6).Select(half => TimeSpan.FromSeconds(half * 0.5))],
        [Act.PushB, Act.Delete, Act.DeletePermanently, Act.DeletePastPermanently, Act.Expire],
        most: 4,
        slack: window < 10 ? 1 : null);

    [Fact]
    public void So_it_is_where_the_collector_comes() => Judge(
        TimeSpan.FromSeconds(1),
        born: [TimeSpan.Zero, TimeSpan.FromSeconds(0.5)],
        later: [.. Enumerable.Range(1, 6).Select(half => TimeSpan.FromSeconds(half * 0.5))],
        [Act.PushA, Act.Delete, Act.DeletePermanently, Act.DeletePastPermanently, Act.Expire, Act.Collect],
        most: 4);

    private static void Judge(TimeSpan window, TimeSpan[] born, TimeSpan[] later, Act[] acts, int most, int? slack = 0)
    {
        var worlds = new List<World>();
        TagFixture fixture = NewScene(window);
        DateTimeOffset readAt = DateTimeOffset.UnixEpoch + later[^1] + TimeSpan.FromSeconds(0.25);
        int[] seconds = [.. Enumerable.Range(-2, (int)(readAt.ToUnixTimeMilliseconds() / 1000) + 3)];
        int number = 0;
        foreach ((TimeSpan At, Act Act)[] story in Stories(born, later, acts, most))
        {
            // Each world is in a repository of its own, and later than the ones before, for the clock does not go back.
            if (number % 1000 == 999)
            {
                fixture.Dispose();
                fixture = NewScene(window);
            }

            if (World.Live(fixture, $"acme/world-{++number}", story, readAt, seconds) is { } world)
            {
                worlds.Add(world);
            }
        }

        fixture.Dispose();
        int known = 0;
        int unknown = 0;
        foreach (IGrouping<string, World> alike in worlds.GroupBy(world => world.Rows))
        {
            World one = alike.First();
            for (int at = 0; at < seconds.Length; at++)
            {
                DateTimeOffset second = DateTimeOffset.UnixEpoch.AddSeconds(seconds[at]);
                TagAt told = RepositorySnapshot.Of("acme/app", one.Entries, one.Time(second), one.Time(readAt), window).Find("app");
                string?[] truths = [.. alike.Select(world => world.Truth[at]).Distinct()];
                string pasts = string.Join('\n', alike.DistinctBy(world => world.Truth[at]));
                string what = $"{told}, at second {seconds[at]}, window {window}, rows {alike.Key}:\n{pasts}";
                if (truths.Length > 1)
                {
                    Assert.True(told.Presence == TagPresence.Unknown, what);
                    unknown++;
                }
                else if (told.Presence != TagPresence.Unknown)
                {
                    Assert.True(told.ManifestDigest == truths[0], what);
                    known++;
                }

                // A past that looks alike may need an act more than there are, or an earlier one, or one in the very millisecond of
                // another one.
                else if (slack is not null
                    && alike.Min(world => world.Acts) <= most - 2
                    && second.AddSeconds(1) > DateTimeOffset.UnixEpoch + later[0]
                    && alike.Select(world => world.Truth[Math.Max(0, at - slack.Value)]).Distinct().Count() == 1)
                {
                    Assert.True(one.IsBeforeWindow(second, readAt - window), what);
                }
            }
        }

        Assert.True(known > 100 && unknown > (window > TimeSpan.Zero ? 20 : -1), $"{known} known, {unknown} unknown");
    }

    private static TagFixture NewScene(TimeSpan window)
    {
        var fixture = new TagFixture(FakeFeatures.All with { MinimumExpiration = TimeSpan.FromSeconds(1) });
        fixture.App.Namespace.TimeMachine = window;
        return fixture;
    }

    private static IEnumerable<(TimeSpan, Act)[]> Stories(TimeSpan[] born, TimeSpan[] later, Act[] acts, int most) =>
        from first in born
        from rest in Rests(later, acts, first, most - 1)
        select rest.Prepend((first, Act.PushA)).ToArray();

    private static IEnumerable<IEnumerable<(TimeSpan, Act)>> Rests(TimeSpan[] times, Act[] acts, TimeSpan after, int most)
    {
        yield return [];
        if (most == 0)
        {
            yield break;
        }

        foreach (TimeSpan time in times.Where(time => time > after))
        {
            foreach (Act act in acts)
            {
                foreach (IEnumerable<(TimeSpan, Act)> rest in Rests(times, acts, time, most - 1))
                {
                    yield return rest.Prepend((time, act));
                }
            }
        }
    }

    private static string DigestOf(char digit) => "sha256:" + new string(digit, 64);

    /// <summary>A past, what is left of it to see, and what it was.</summary>
    private sealed record World(string Story, int Acts, string Rows, List<TagHistoryEntry> Entries, DateTimeOffset Base, string?[] Truth)
    {
        /// <summary>Null when an act of it does nothing.</summary>
        public static World? Live(TagFixture fixture, string name, (TimeSpan At, Act Act)[] story, DateTimeOffset readAt, int[] seconds)
        {
            FakeRepository repository = fixture.Quay.AddRepository(name);
            DateTimeOffset basis = RandomHistory.Second(fixture.Now).AddSeconds(10)
                + (story[0].At < TimeSpan.Zero ? TimeSpan.FromDays(105 * 7) : TimeSpan.Zero);
            var truth = new TagTruth(repository, "app");
            foreach ((TimeSpan at, Act act) in story)
            {
                Go(basis + at);
                if (!Do(fixture, repository, truth, act))
                {
                    fixture.Quay.DeleteRepository(name);
                    return null;
                }

                truth.Look(fixture.Now);
            }

            Go(basis + (readAt - DateTimeOffset.UnixEpoch));
            List<TagHistoryEntry> entries = [.. repository.Rows.Select(Entry)];
            Go(fixture.Now.AddSeconds(1));
            fixture.Quay.DeleteRepository(name);
            return new World(
                string.Join(", ", story.Select(step => $"{step.At.TotalSeconds} {step.Act}")),
                story.Length,
                string.Join(
                    ", ",
                    entries.Select(row =>
                        $"{row.ManifestDigest![^1]}[{(row.Start - basis)?.TotalSeconds},{(row.End - basis)?.TotalSeconds})")),
                entries,
                basis,
                [.. seconds.Select(second => truth.At("app", basis.AddSeconds(second)))]);

            void Go(DateTimeOffset target)
            {
                while (repository.FindTag("app")?.End is { } end && end <= target)
                {
                    fixture.Clock.SetUtcNow(end);
                    truth.Look(end);
                }

                fixture.Clock.SetUtcNow(target);
            }
        }

        /// <summary>When in its own time a time of all worlds is.</summary>
        public DateTimeOffset Time(DateTimeOffset time) => Base + (time - DateTimeOffset.UnixEpoch);

        /// <summary>Whether it is a time of which rows may have been collected, and no row that is left covers it.</summary>
        public bool IsBeforeWindow(DateTimeOffset second, DateTimeOffset window) => second < RandomHistory.Second(window)
            && !Entries.Exists(row => row.Start <= Time(second) && !(row.End <= Time(second)));

        public override string ToString() => $"  {Story}: {string.Join(' ', Truth.Select(digest => digest?[^1] ?? '-'))}";

        private static bool Do(TagFixture fixture, FakeRepository repository, TagTruth truth, Act act)
        {
            bool isThere = repository.FindTag("app") is not null;
            string before = string.Join(';', repository.Rows);
            switch (act)
            {
                case Act.PushA or Act.PushB:
                    repository.Push("app", Digests[act == Act.PushA ? 0 : 1]);
                    break;
                case Act.Delete when isThere:
                    repository.DeleteTag("app");
                    break;
                case Act.DeletePermanently when isThere:
                    repository.DeleteTagPermanently("app");
                    break;
                case Act.DeletePastPermanently when !isThere || repository.Rows.Count > 1:
                    RandomHistory.DeletePastPermanently(fixture, repository.FullName, "app", Digests[0]);
                    break;
                case Act.Expire when isThere:
                    repository.Expire("app", RandomHistory.Second(fixture.Now).AddSeconds(1));
                    break;
                case Act.Collect:
                    truth.Collect();
                    break;
            }

            return before != string.Join(';', repository.Rows);
        }

        private static TagHistoryEntry Entry(FakeTagRow row) => new()
        {
            Name = row.Name,
            ManifestDigest = row.Digest,
            Start = RandomHistory.Second(row.Start),
            End = row.End is { } end ? RandomHistory.Second(end) : null,
            Reversion = row.IsReversion,
        };
    }
}
