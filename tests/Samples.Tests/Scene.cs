using Microsoft.Extensions.Time.Testing;
using Quay.Client.Testing;

namespace Samples.Tests;

/// <summary>The repository of samples/README.md. Its clock stands still, so that the outputs are the same each day.</summary>
internal static class Scene
{
    public const string Repository = "acme/app";

    /// <summary>The digest of an image that the repository does not hold yet.</summary>
    public const string NewDigest = "sha256:cafe65c5b06be79b6c52d5f1bc37ddd13ab1c4d1d93aabde36cd7c67a7bc2a64";

    public static FakeQuay Create() => Create(out _);

    public static FakeQuay Create(out FakeRepository app)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2025, 1, 10, 9, 0, 0, TimeSpan.Zero));
        var quay = new FakeQuay(clock)
        {
            Strict = true,

            // The samples compare an expiry with the clock of their machine, so it has to be far away.
            Features = new FakeFeatures { ImmutableTags = true, MaximumExpiration = TimeSpan.FromDays(365 * 100) },
        };
        FakeRepository repository = app = quay.AddRepository(Repository, isPublic: true);

        string first = repository.Push("1.0").Digest;
        repository.Move("prod", first);
        clock.Advance(TimeSpan.FromDays(5));
        repository.Push("pr-14");
        clock.Advance(TimeSpan.FromHours(3));
        repository.Push("pr-15");
        repository.SetImmutable("pr-15");
        clock.Advance(TimeSpan.FromDays(20));
        string second = repository.Push("staging").Digest;
        repository.Move("prod", second);
        clock.Advance(TimeSpan.FromMinutes(40));
        repository.Restore("prod", first);
        clock.Advance(TimeSpan.FromDays(1));
        repository.Push("nightly");
        repository.Expire("nightly", new DateTimeOffset(2099, 12, 31, 0, 0, 0, TimeSpan.Zero));
        return quay;
    }
}
