using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests.AutoPrune;

/// <summary>
/// Fills a fake Quay with random tags and policies. No age is close to the difference of two times, because Quay compares milliseconds.
/// </summary>
internal sealed class RandomPolicies : IDisposable
{
    private static readonly string[] Names = ["a", "b", "v1", "v2", "v3", "pr-1", "pr-2", "pr-3"];
    private static readonly string?[] Patterns = [null, null, "^v", "v", "pr-[0-9]", "1$", "^(a|b)$", "[[:alpha:]]", "[("];
    private static readonly string[] Ages = ["10770s", "86370s", "2d", "9999d", "0d", "-1h"];
    private static readonly TimeSpan[] Pauses =
        [TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), TimeSpan.FromHours(7)];

    private readonly Random _random;

    public RandomPolicies(int seed)
    {
        _random = new Random(seed);
        string[] images = [.. Enumerable.Range(0, 4).Select(_ => Fixture.App.AddManifest().Digest)];
        string[] names = [.. Names, $"{images[0].Replace(':', '-')}.sig", $"{images[1].Replace(':', '-')}.att"];
        for (int i = _random.Next(2, 14); i > 0; i--)
        {
            string name = Pick(names);
            if (Fixture.App.FindTag(name) is not { IsImmutable: true })
            {
                Fixture.App.Push(name, Pick(images));
                Change(name);
            }

            Fixture.Clock.Advance(Pick(Pauses));
        }

        for (int i = _random.Next(1, 5); i > 0; i--)
        {
            AddPolicy(isNamespace: _random.Next(2) == 0);
        }

        Fixture.Clock.Advance(TimeSpan.FromSeconds(5));
    }

    public TagFixture Fixture { get; } = new();

    public HashSet<string> Tags => [.. Fixture.App.Tags.Select(tag => tag.Name)];

    public Task<AutoPruneSimulation> SimulateAsync() => Fixture.History.SimulateAutoPruneAsync("acme/app");

    /// <summary>Runs Quay's worker, and returns the tags that it deleted, without those that expire in the same second.</summary>
    public HashSet<string> Run()
    {
        HashSet<string> before =
            [.. Fixture.App.Tags.Where(tag => !(tag.End <= Fixture.Now.AddSeconds(1))).Select(tag => tag.Name)];
        Fixture.Quay.AutoPrune();
        before.ExceptWith(Tags);
        return before;
    }

    public void Dispose() => Fixture.Dispose();

    private void Change(string name)
    {
        switch (_random.Next(12))
        {
            case 0:
                Fixture.App.SetImmutable(name);
                break;
            case 1 or 2:
                Fixture.App.Expire(name, Fixture.Now.AddHours(_random.Next(1, 60)));
                break;
            case 3:
                Fixture.App.DeleteTag(name);
                break;
        }
    }

    private void AddPolicy(bool isNamespace)
    {
        bool isAge = _random.Next(2) == 0;
        (string method, object value) = isAge ? ("creation_date", (object)Pick(Ages)) : ("number_of_tags", _random.Next(1, 6));
        string? pattern = Pick(Patterns);
        bool matches = pattern is null || _random.Next(3) > 0;
        if (isNamespace)
        {
            Fixture.App.Namespace.AddAutoPrunePolicy(method, value, pattern, matches);
        }
        else
        {
            Fixture.App.AddAutoPrunePolicy(method, value, pattern, matches);
        }
    }

    private T Pick<T>(T[] values) => values[_random.Next(values.Length)];
}
