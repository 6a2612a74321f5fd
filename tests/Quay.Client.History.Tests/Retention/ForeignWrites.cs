using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests.Retention;

/// <summary>Writes to random tags while a plan is executed, and knows what must still exist afterwards.</summary>
internal sealed class ForeignWrites
{
    private readonly RandomRetention _random;
    private readonly TagPlan _plan;
    private readonly Lock _lock = new();

    // The tags that the plan keeps, and the tags that somebody else wrote, each with the entry that must still be alive.
    private readonly Dictionary<string, FakeTagEntry?> _expected;

    // The images whose tags somebody else changed: Quay can then have ended their signatures.
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);

    public ForeignWrites(RandomRetention random, TagPlan plan)
    {
        (_random, _plan) = (random, plan);
        _expected = plan.Skipped.ToDictionary(skipped => skipped.Tag, skipped => random.App.FindTag(skipped.Tag), StringComparer.Ordinal);
        random.Quay.Quay.Changes.BeforeEach(request =>
        {
            lock (_lock)
            {
                if (random.Chance(0.15))
                {
                    Write(request);
                }

                if (random.Chance(0.1))
                {
                    OnRequest?.Invoke();
                }
            }
        });
    }

    public Action? OnRequest { get; set; }

    public void AssertNothingLost()
    {
        var steps = _plan.Steps.Select(step => $"{step.Tag}").ToHashSet(StringComparer.Ordinal);
        Assert.All(
            _random.Quay.Quay.Requests.Select(exchange => exchange.Request).Where(TagFixture.IsWrite),
            request => Assert.Contains(TagOf(request), steps));
        foreach ((string tag, FakeTagEntry? entry) in _expected)
        {
            bool isCosign = tag.StartsWith("sha256-", StringComparison.Ordinal);
            if (!(isCosign && _touched.Contains(tag.Split('.')[0].Replace('-', ':'))))
            {
                FakeTagEntry? now = _random.App.FindTag(tag);
                Assert.True(now == entry, $"{tag} was {entry}, and is {now}.\n{_plan.Describe()}");
            }
        }
    }

    private static string TagOf(FakeRequest request) =>
        Uri.UnescapeDataString(request.Target.Split('?')[0].Split("/tag/")[1].Split('/')[0]);

    private void Write(FakeRequest request)
    {
        string tag = _random.AnyTag();
        FakeTagEntry? before = _random.App.FindTag(tag);
        if (before?.IsImmutable == true)
        {
            return;
        }

        _random.Quay.Tags.Clock.Advance(TimeSpan.FromSeconds(1));
        if (_random.Chance(0.3) && before is not null)
        {
            _random.App.DeleteTag(tag);
        }
        else
        {
            _random.App.Move(tag, _random.Pick(_random.Digests));
        }

        FakeTagEntry? after = _random.App.FindTag(tag);
        _touched.UnionWith(new[] { before?.Digest, after?.Digest }.OfType<string>());
        _random.Quay.Tags.Clock.Advance(TimeSpan.FromSeconds(1));

        // Quay cannot check and write in one request, so a write between the two is overwritten. And it ends a new signature together with
        // the last tag of the image.
        if ((TagFixture.IsWrite(request) && TagOf(request) == tag)
            || _plan.Steps.Any(step => tag.StartsWith($"{step.Precondition.Digest}".Replace(':', '-'), StringComparison.Ordinal)))
        {
            _expected.Remove(tag);
        }
        else
        {
            _expected[tag] = after;
        }
    }
}
