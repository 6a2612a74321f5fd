using CsCheck;
using Quay.Client.History.Tests.Stubs;
using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>
/// Represents a history of several pages that changes before each read and between its pages. It records which entries were alive, without
/// the entries' own times.
/// </summary>
internal sealed class ChangingHistory : IDisposable
{
    private readonly List<Moment> _moments = [];
    private readonly Queue<Change[]> _meanwhile;
    private readonly ChangesBetweenPages _network;
    private int _tags;

    public ChangingHistory(Scenario scenario)
    {
        ChangesBetweenPages? network = null;
        Fixture = new TagFixture(network: inner => network = new ChangesBetweenPages(inner));
        _network = network!;
        _meanwhile = new Queue<Change[]>(scenario.Meanwhile);
        Fixture.App.Namespace.TimeMachine = scenario.Window;
        while (_tags < scenario.Tags)
        {
            Apply(new Change(Operation.PushNew, _tags, Seconds: 10));
        }

        foreach (Change[] changes in scenario.Before)
        {
            Array.ForEach(changes, Apply);
            Observe();
        }
    }

    public enum Operation
    {
        PushNew,
        Push,
        MoveToUsedImage,
        Restore,
        Delete,
        DeleteSome,
        Expire,
        DeletePermanently,
        DeletePastPermanently,
        Collect,
    }

    public static Gen<Scenario> Scenarios { get; } = Gen.Select(
        Gen.Int[90, 330],
        OneOf(TimeSpan.FromHours(1), TimeSpan.FromDays(14)),
        Changes(20, 1, 4, 60, 20_000).Array[1, 4],
        Changes(8, 0, 0, 1, 20).Array[1, 12],
        (tags, window, before, meanwhile) => new Scenario(tags, window, before, meanwhile));

    public TagFixture Fixture { get; }

    /// <summary>Gets the seconds before the reads whose state was recorded.</summary>
    public IReadOnlyList<Moment> Moments => _moments;

    /// <summary>Runs a read, and changes the history between its pages. All entries keep their state from before and after it.</summary>
    public async Task<(T Result, Moment Began, Moment Finished)> ReadAsync<T>(Func<IHistoryOperations, Task<T>> read)
    {
        Moment began = Observe();
        _network.Change = _ => Array.ForEach(_meanwhile.TryDequeue(out Change[]? changes) ? changes : [], Apply);
        T result = await read(Fixture.History);
        _network.Change = null;
        return (result, began, new Moment(Fixture.Now, Alive()));
    }

    /// <summary>Determines whether an entry shows that it was alive at a moment: it remains, or has a true end.</summary>
    public bool IsShown(FakeTagEntry entry, Moment moment) => IsTrue(entry, moment) || Fixture.App.Entries.Contains(entry);

    /// <summary>Determines whether the end of an entry is not earlier than it was.</summary>
    public static bool IsTrue(FakeTagEntry entry, Moment moment) => !(entry.End <= moment.Second.AddMilliseconds(999));

    public void Dispose() => Fixture.Dispose();

    private static Gen<Change[]> Changes(int most, params int[] seconds) => Gen.Select(
        OneOf(
        [
            .. Enum.GetValues<Operation>(),

            // Entries are lost only if several leave pages that were already read.
            Operation.DeletePermanently, Operation.DeletePermanently, Operation.DeletePastPermanently, Operation.Collect,
        ]),
        Gen.Int[0, 1_000_000],
        OneOf(seconds),
        (operation, pick, pause) => new Change(operation, pick, pause)).Array[0, most];

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    // Records the entries that are alive at the end of a second.
    private Moment Observe()
    {
        Fixture.Clock.SetUtcNow(RandomHistory.Second(Fixture.Now).AddMilliseconds(2_999));
        var moment = new Moment(RandomHistory.Second(Fixture.Now), Alive());
        _moments.Add(moment);
        Fixture.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return moment;
    }

    private Dictionary<string, FakeTagEntry> Alive() => Fixture.App.Tags.ToDictionary(entry => entry.Name);

    private void Apply(Change change)
    {
        FakeRepository app = Fixture.App;
        Fixture.Clock.Advance(TimeSpan.FromSeconds(change.Seconds));
        string tag = $"tag-{change.Pick % Math.Max(_tags, 1)}";
        FakeTagEntry? alive = app.FindTag(tag);
        switch (change.Operation)
        {
            case Operation.PushNew:
                app.Push($"tag-{_tags++}");
                break;
            case Operation.Push:
                app.Push(tag);
                break;
            case Operation.MoveToUsedImage:
                app.Move(tag, AnyImage(change.Pick));
                break;
            case Operation.Restore:
                app.Restore(tag, AnyImage(change.Pick));
                break;
            case Operation.Delete when alive is not null:
                app.DeleteTag(tag);
                break;
            case Operation.DeleteSome:
                foreach (FakeTagEntry one in app.Tags.Where((_, at) => at % 4 == change.Pick % 4))
                {
                    app.DeleteTag(one.Name);
                }

                break;
            case Operation.Expire when alive is not null:
                app.Expire(tag, RandomHistory.Second(Fixture.Now).AddHours(1));
                break;
            case Operation.DeletePermanently when alive is not null:
                app.DeleteTagPermanently(tag);
                break;
            case Operation.DeletePastPermanently when app.Entries is { Count: > 0 } entries:
                FakeTagEntry past = entries[change.Pick % entries.Count];
                RandomHistory.DeletePastPermanently(Fixture, app.FullName, past.Name, past.Digest);
                break;
            case Operation.Collect:
                app.Collect();
                break;
        }
    }

    private string AnyImage(int pick) => Fixture.App.Manifests.ElementAt(pick % Fixture.App.Manifests.Count).Digest;

    public sealed record Change(Operation Operation, int Pick, int Seconds);

    /// <param name="Tags">The number of tags at the start.</param>
    /// <param name="Window">How long the time machine keeps entries.</param>
    /// <param name="Before">The changes before the reads. The state after each group is recorded.</param>
    /// <param name="Meanwhile">The changes before each page of a read but the first.</param>
    public sealed record Scenario(int Tags, TimeSpan Window, Change[][] Before, Change[][] Meanwhile)
    {
        /// <summary>Returns a copy that deletes a part of the tags last.</summary>
        public Scenario WithDeletions(int pick) => this with { Before = [.. Before, [new Change(Operation.DeleteSome, pick, Seconds: 4)]] };

        public override string ToString() => $"{Tags} tags, window {Window}, before: {Text(Before)}; meanwhile: {Text(Meanwhile)}";

        private static string Text(Change[][] groups) => string.Join(
            " | ", groups.Select(group => string.Join(", ", group.Select(one => $"{one.Seconds} s {one.Operation} {one.Pick}"))));
    }

    /// <summary>Represents the entries that were alive at the end of a second, by tag.</summary>
    public sealed record Moment(DateTimeOffset Second, IReadOnlyDictionary<string, FakeTagEntry> Alive);
}
