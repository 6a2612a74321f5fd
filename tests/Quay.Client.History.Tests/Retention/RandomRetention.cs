using System.Text;
using System.Text.Json.Nodes;
using Quay.Client.Testing;

namespace Quay.Client.History.Tests.Retention;

/// <summary>Creates random repositories and policies from a seed.</summary>
internal sealed class RandomRetention : IDisposable
{
    public static readonly string[] Names =
        ["latest", "prod", "v1", "v2", "v2-rc", "v3", "pr-1", "pr-2", "pr-3", "pr-4", "nightly-1", "nightly-2", "nightly-3"];

    private static readonly string[] Suffixes = ["sig", "att", "sbom"];

    private static readonly string[] Globs = ["*", "v*", "pr-*", "nightly-*", "*-?", "latest", "prod", "*.sig", "v2-rc", "sha256-*"];

    private static readonly (string Regex, string? Group)[] Regexes =
        [("([a-z]+)-?[0-9].*", "1"), ("(?<line>pr|nightly)-.*", "line"), ("v[0-9](-rc)?", "1"), (".*", null), ("p.*|n.*", null)];

    private readonly Random _random;
    private readonly List<string> _digests;

    public RandomRetention(int seed)
    {
        _random = new Random(seed);
        Quay = new RetentionFixture(FakeFeatures.All with { PullStatistics = !Chance(0.1) });
        Quay.Quay.ServerVersion = new Version(3, Pick(16, 17, 18));
        Quay.App.State = Chance(0.03) ? FakeRepositoryState.ReadOnly : FakeRepositoryState.Normal;
        _digests = [.. "abcdef".Select(RetentionFixture.Digest)];
        _digests.ForEach(digest => Quay.App.AddManifest(digest));
        string list = Quay.App.AddManifestList(_digests[0], _digests[1]).Digest;
        _digests.AddRange([list, Quay.App.AddManifestList(_digests[2], list).Digest]);
        foreach (string digest in _digests.Where(_ => Chance(0.3)))
        {
            Quay.App.AddLabel(digest, Pick("keep", "team"), Pick("true", "a"));
        }

        AddTags();
        Unknown = [.. Names.Concat(App.Tags.Select(tag => tag.Name)).Where(_ => Chance(0.01))];
        if (Unknown.Count > 0)
        {
            Quay.Quay.Faults.When(request => request.Target.Contains("/tag/", StringComparison.Ordinal), Fault.Custom(WithoutDigests));
        }
    }

    /// <summary>Gets the tags whose digest Quay does not return.</summary>
    public HashSet<string> Unknown { get; }

    public RetentionFixture Quay { get; }

    public FakeRepository App => Quay.App;

    public IReadOnlyList<string> Digests => _digests;

    public RetentionPolicy NextPolicy()
    {
        var (regex, group) = Chance(0.4) ? Regexes[_random.Next(Regexes.Length)] : default;
        int? keepNewest = Chance(0.4) ? _random.Next(1, 4) : null;
        TimeSpan? olderThan = Chance(0.6) ? Days(1, 40) : null;
        bool expires = Chance(0.25);
        return new RetentionPolicy
        {
            Tags = Some(Globs, Chance(0.6) ? 2 : 0),
            TagsRegex = regex,
            OlderThan = olderThan,
            NotPulledFor = Chance(0.3) ? Days(1, 40) : null,
            KeepNewest = keepNewest,
            GroupBy = keepNewest is null || Chance(0.3) ? null : group,
            ProtectTags = Some(Globs[3..], Chance(0.5) ? 2 : 0),
            ProtectDigests = [.. Some(_digests, Chance(0.2) ? 1 : 0).Select(digest => (ManifestDigest)digest)],
            ProtectLabels = Some(["keep", "team=a", "keep=true"], Chance(0.3) ? 2 : 0),
            GracePeriod = Chance(0.3) ? TimeSpan.Zero : Chance(0.5) ? null : Days(0, 10),
            ExpireAt = expires && Chance(0.5) ? Quay.Now.Add(Days(1, 60)) : null,
            ExpireAfter = null,
            AllowDeletingShared = Chance(0.3),
            AllowDeletingChildren = Chance(0.3),
            AllowDeletingAll = true,
        };
    }

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public int Next(int limit) => _random.Next(limit);

    public T Pick<T>(params IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    public string AnyTag() => Chance(0.7) ? Pick(Names) : CosignName();

    public void Dispose() => Quay.Dispose();

    private void AddTags()
    {
        foreach (string tag in Names.Concat(Enumerable.Range(0, 5).Select(_ => CosignName())).Distinct().Where(_ => Chance(0.8)))
        {
            string digest = Pick(_digests);
            DateTimeOffset start = Quay.Now.Add(-Days(0, 60));
            if (Chance(0.4))
            {
                App.AddEntry(tag, Pick(_digests), start.AddDays(-5), start);
            }

            bool isAncient = Chance(0.05);
            DateTimeOffset? end = Chance(0.1) ? Quay.Now.AddDays(_random.Next(1, 90)) : Chance(0.1) ? Quay.Now.AddHours(-1) : null;
            App.AddEntry(tag, digest, isAncient ? DateTimeOffset.UnixEpoch : Chance(0.05) ? Quay.Now.AddDays(-800) : start, end);
            if (end is null && Quay.Quay.ServerVersion.Minor > 16 && Chance(0.1))
            {
                App.SetImmutable(tag);
            }

            if (App.FindTag(tag) is { } live && Chance(0.4))
            {
                DateTimeOffset pull = Quay.Now.Add(-Days(0, 60));
                App.SetPulls(tag, Chance(0.3) ? 0 : 1, pull);
                live.Manifest.Pulls = 1;
                live.Manifest.LastPull = live.Manifest.LastPull > pull ? live.Manifest.LastPull : pull;
            }
        }
    }

    private FakeResponse WithoutDigests(FaultContext context)
    {
        FakeResponse response = context.Forward();
        if (context.Request.Method != "GET" || response.Status != 200)
        {
            return response;
        }

        JsonNode list = JsonNode.Parse(response.Body.Span)!;
        foreach (JsonNode? entry in (list["tags"] as JsonArray ?? []).Where(entry => Unknown.Contains((string)entry!["name"]!)))
        {
            entry!.AsObject().Remove("manifest_digest");
        }

        return response with { Body = Encoding.UTF8.GetBytes(list.ToJsonString()) };
    }

    private string CosignName() => $"{Pick(_digests).Replace(':', '-')}.{Pick(Suffixes)}";

    private TimeSpan Days(int from, int to) => TimeSpan.FromDays(_random.Next(from, to + 1));

    private string[] Some(IReadOnlyList<string> items, int count) => [.. Enumerable.Range(0, count).Select(_ => Pick(items)).Distinct()];
}
