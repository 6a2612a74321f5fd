using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>
/// Runs all pasts of one tag with a few operations at half seconds, and groups those that leave the same entries. If the pasts of a group
/// agree, the result must be their truth; if they differ, the result must be unknown.
/// </summary>
[Trait("Speed", "Slow")]
public class ExhaustiveHistoryTests
{
    private static readonly string[] Digests = [DigestOf('a'), DigestOf('b')];

    private enum Operation
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
    public void Result_is_known_exactly_if_all_pasts_with_the_same_entries_agree(int window) => Verify(
        TimeSpan.FromSeconds(window),
        starts: [TimeSpan.Zero, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1)],
        times: [.. Enumerable.Range(1, 6).Select(half => TimeSpan.FromSeconds(half * 0.5))],
        [
            Operation.PushA, Operation.PushB, Operation.Delete, Operation.DeletePermanently, Operation.DeletePastPermanently,
            Operation.Expire,
        ],
        max: 4);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3600)]
    public void Result_for_an_older_tag_than_104_weeks_is_known_exactly_if_all_pasts_with_the_same_entries_agree(int window) => Verify(
        TimeSpan.FromSeconds(window),
        starts: [TimeSpan.FromDays(-104 * 7), TimeSpan.FromDays(-104 * 7) + TimeSpan.FromSeconds(0.5)],
        times: [.. Enumerable.Range(-1, 6).Select(half => TimeSpan.FromSeconds(half * 0.5))],
        [Operation.PushB, Operation.Delete, Operation.DeletePermanently, Operation.DeletePastPermanently, Operation.Expire],
        max: 4,
        slack: window < 10 ? 1 : null);

    [Fact]
    public void Result_after_collector_runs_is_known_exactly_if_all_pasts_with_the_same_entries_agree() => Verify(
        TimeSpan.FromSeconds(1),
        starts: [TimeSpan.Zero, TimeSpan.FromSeconds(0.5)],
        times: [.. Enumerable.Range(1, 6).Select(half => TimeSpan.FromSeconds(half * 0.5))],
        [
            Operation.PushA, Operation.Delete, Operation.DeletePermanently, Operation.DeletePastPermanently, Operation.Expire,
            Operation.Collect,
        ],
        max: 4);

    private static void Verify(TimeSpan window, TimeSpan[] starts, TimeSpan[] times, Operation[] operations, int max, int? slack = 0)
    {
        var pasts = new List<Past>();
        TagFixture fixture = NewFixture(window);
        DateTimeOffset readAt = DateTimeOffset.UnixEpoch + times[^1] + TimeSpan.FromSeconds(0.25);
        int[] seconds = [.. Enumerable.Range(-2, (int)(readAt.ToUnixTimeMilliseconds() / 1000) + 3)];
        int number = 0;
        foreach ((TimeSpan At, Operation Operation)[] sequence in Sequences(starts, times, operations, max))
        {
            // Each past has a separate repository, and runs later than the previous one, because the clock does not go back.
            if (number % 1000 == 999)
            {
                fixture.Dispose();
                fixture = NewFixture(window);
            }

            if (Past.Run(fixture, $"acme/past-{++number}", sequence, readAt, seconds) is { } past)
            {
                pasts.Add(past);
            }
        }

        fixture.Dispose();
        int known = 0;
        int unknown = 0;
        foreach (IGrouping<string, Past> samePasts in pasts.GroupBy(past => past.EntriesText))
        {
            Past one = samePasts.First();
            for (int at = 0; at < seconds.Length; at++)
            {
                DateTimeOffset second = DateTimeOffset.UnixEpoch.AddSeconds(seconds[at]);
                TagAt result = RepositorySnapshot.Of("acme/app", one.Entries, one.Time(second), one.Time(readAt), window).Find("app");
                string?[] truths = [.. samePasts.Select(past => past.Truth[at]).Distinct()];
                string description = $"{result}, at second {seconds[at]}, window {window}, entries {samePasts.Key}:\n"
                    + string.Join('\n', samePasts.DistinctBy(past => past.Truth[at]));
                if (truths.Length > 1)
                {
                    Assert.True(result.Presence == TagPresence.Unknown, description);
                    unknown++;
                }
                else if (result.Presence != TagPresence.Unknown)
                {
                    Assert.True(result.ManifestDigest == truths[0], description);
                    known++;
                }

                // A past with the same entries may need more operations than the maximum, an earlier one, or two in one
                // millisecond.
                else if (slack is not null
                    && samePasts.Min(past => past.OperationCount) <= max - 2
                    && second.AddSeconds(1) > DateTimeOffset.UnixEpoch + times[0]
                    && samePasts.Select(past => past.Truth[Math.Max(0, at - slack.Value)]).Distinct().Count() == 1)
                {
                    Assert.True(one.IsBeforeWindow(second, readAt - window), description);
                }
            }
        }

        Assert.True(known > 100 && unknown > (window > TimeSpan.Zero ? 20 : -1), $"{known} known, {unknown} unknown");
    }

    private static TagFixture NewFixture(TimeSpan window)
    {
        var fixture = new TagFixture(FakeFeatures.All with { MinimumExpiration = TimeSpan.FromSeconds(1) });
        fixture.App.Namespace.TimeMachine = window;
        return fixture;
    }

    private static IEnumerable<(TimeSpan, Operation)[]> Sequences(TimeSpan[] starts, TimeSpan[] times, Operation[] operations, int max) =>
        from first in starts
        from rest in Continuations(times, operations, first, max - 1)
        select rest.Prepend((first, Operation.PushA)).ToArray();

    private static IEnumerable<IEnumerable<(TimeSpan, Operation)>> Continuations(
        TimeSpan[] times, Operation[] operations, TimeSpan after, int max)
    {
        yield return [];
        if (max == 0)
        {
            yield break;
        }

        foreach (TimeSpan time in times.Where(time => time > after))
        {
            foreach (Operation operation in operations)
            {
                foreach (IEnumerable<(TimeSpan, Operation)> rest in Continuations(times, operations, time, max - 1))
                {
                    yield return rest.Prepend((time, operation));
                }
            }
        }
    }

    private static string DigestOf(char digit) => "sha256:" + new string(digit, 64);

    /// <summary>Represents a past: its operations, the entries that it left, and the truth.</summary>
    private sealed record Past(
        string Description,
        int OperationCount,
        string EntriesText,
        List<TagHistoryEntry> Entries,
        DateTimeOffset Origin,
        string?[] Truth)
    {
        /// <summary>Runs a past; returns null if one of its operations has no effect.</summary>
        public static Past? Run(
            TagFixture fixture, string name, (TimeSpan At, Operation Operation)[] sequence, DateTimeOffset readAt, int[] seconds)
        {
            FakeRepository repository = fixture.Quay.AddRepository(name);
            DateTimeOffset origin = RandomHistory.Second(fixture.Now).AddSeconds(10)
                + (sequence[0].At < TimeSpan.Zero ? TimeSpan.FromDays(105 * 7) : TimeSpan.Zero);
            var truth = new TagTruth(repository, "app");
            foreach ((TimeSpan at, Operation operation) in sequence)
            {
                AdvanceTo(origin + at);
                if (!Apply(fixture, repository, truth, operation))
                {
                    fixture.Quay.DeleteRepository(name);
                    return null;
                }

                truth.Observe(fixture.Now);
            }

            AdvanceTo(origin + (readAt - DateTimeOffset.UnixEpoch));
            List<TagHistoryEntry> entries = [.. repository.Entries.Select(Entry)];
            AdvanceTo(fixture.Now.AddSeconds(1));
            fixture.Quay.DeleteRepository(name);
            return new Past(
                string.Join(", ", sequence.Select(step => $"{step.At.TotalSeconds} {step.Operation}")),
                sequence.Length,
                string.Join(
                    ", ",
                    entries.Select(entry =>
                        $"{entry.ManifestDigest![^1]}[{(entry.Start - origin)?.TotalSeconds},{(entry.End - origin)?.TotalSeconds})")),
                entries,
                origin,
                [.. seconds.Select(second => truth.At("app", origin.AddSeconds(second)))]);

            void AdvanceTo(DateTimeOffset target)
            {
                while (repository.FindTag("app")?.End is { } end && end <= target)
                {
                    fixture.Clock.SetUtcNow(end);
                    truth.Observe(end);
                }

                fixture.Clock.SetUtcNow(target);
            }
        }

        /// <summary>Converts a time of all pasts to the time of this past.</summary>
        public DateTimeOffset Time(DateTimeOffset time) => Origin + (time - DateTimeOffset.UnixEpoch);

        /// <summary>Determines whether entries of a second may have been collected, and no remaining entry covers it.</summary>
        public bool IsBeforeWindow(DateTimeOffset second, DateTimeOffset window) => second < RandomHistory.Second(window)
            && !Entries.Exists(entry => entry.Start <= Time(second) && !(entry.End <= Time(second)));

        public override string ToString() => $"  {Description}: {string.Join(' ', Truth.Select(digest => digest?[^1] ?? '-'))}";

        private static bool Apply(TagFixture fixture, FakeRepository repository, TagTruth truth, Operation operation)
        {
            bool isLive = repository.FindTag("app") is not null;
            string before = string.Join(';', repository.Entries);
            switch (operation)
            {
                case Operation.PushA or Operation.PushB:
                    repository.Push("app", Digests[operation == Operation.PushA ? 0 : 1]);
                    break;
                case Operation.Delete when isLive:
                    repository.DeleteTag("app");
                    break;
                case Operation.DeletePermanently when isLive:
                    repository.DeleteTagPermanently("app");
                    break;
                case Operation.DeletePastPermanently when !isLive || repository.Entries.Count > 1:
                    RandomHistory.DeletePastPermanently(fixture, repository.FullName, "app", Digests[0]);
                    break;
                case Operation.Expire when isLive:
                    repository.Expire("app", RandomHistory.Second(fixture.Now).AddSeconds(1));
                    break;
                case Operation.Collect:
                    truth.Collect();
                    break;
            }

            return before != string.Join(';', repository.Entries);
        }

        private static TagHistoryEntry Entry(FakeTagEntry entry) => new()
        {
            Name = entry.Name,
            ManifestDigest = entry.Digest,
            Start = RandomHistory.Second(entry.Start),
            End = entry.End is { } end ? RandomHistory.Second(end) : null,
            Reversion = entry.IsReversion,
        };
    }
}
