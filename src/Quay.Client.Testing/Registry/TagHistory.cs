using System.Text.RegularExpressions;

namespace Quay.Client.Testing;

/// <summary>Applies Quay's rules to the tag history of a repository when tags are written.</summary>
internal sealed partial class TagHistory(FakeRegistry registry, FakeRepository repository)
{
    private const long TemporaryMs = 300_000;

    private static readonly string[] CosignSuffixes = ["sig", "att", "sbom"];

    public TagTable Table { get; } = new();

    /// <summary>Gets how long the collector keeps ended entries.</summary>
    public long WindowMs => (long)repository.Namespace.TimeMachine.TotalMilliseconds;

    private long NowMs => registry.Clock.NowMs;

    /// <exception cref="InvalidOperationException">Immutable tags are not enabled.</exception>
    public void RequireImmutability() => registry.RequireImmutability();

    public FakeTagEntry? FindLive(string name) => Table.FindLive(name, NowMs);

    public bool IsImmutable(FakeTagEntry entry) => entry.IsImmutable && registry.IsImmutabilityEnabled;

    /// <summary>Points a tag at a manifest: ends its current entry and adds a new one, even if the manifest is the same.</summary>
    /// <returns>The new entry; null if the tag is immutable.</returns>
    public FakeTagEntry? Retarget(string name, FakeManifest manifest, bool isReversion)
    {
        FakeManifest target = manifest.SchemaOneTag is { } tag && tag != name ? CreateRenamed(manifest, name) : manifest;
        FakeTagEntry? current = FindLive(name);
        if (current is not null && IsImmutable(current))
        {
            return null;
        }

        long now = registry.Clock.WriteMs();
        if (current is not null)
        {
            current.EndMs = now;
            if (current.Manifest != target)
            {
                EndSignatureTags(current, now);
            }
        }

        var labels = new TagLabels(manifest, repository.FindManifest);
        bool immutable = registry.IsImmutabilityEnabled
            && (labels.MakeImmutable || repository.Policies.CoversNewTag(name) || repository.Namespace.Policies.CoversNewTag(name));
        long? lifetime = labels.LifetimeMs;
        long? end = CanExpire(immutable) && lifetime is not (null or 0) ? FindFreeEnd(name, now + lifetime.Value) : null;
        var entry = new FakeTagEntry(name, target, now, end) { IsReversion = isReversion, IsImmutable = immutable };
        Table.Add(entry);
        return entry;
    }

    /// <summary>Ends a live entry that is not immutable.</summary>
    public void Delete(FakeTagEntry entry)
    {
        long now = registry.Clock.WriteMs();
        entry.EndMs = now;
        repository.ForgetPulls(entry.Name);
        EndSignatureTags(entry, now);
    }

    /// <summary>Sets when an entry expires, silently limited to the range that the server allows after the entry's start.</summary>
    public void SetExpiration(FakeTagEntry entry, long? unixSeconds)
    {
        if (unixSeconds is not { } seconds)
        {
            entry.EndMs = null;
            return;
        }

        long atLeast = Math.Max(seconds - (entry.StartMs / 1000), (long)registry.Features.MinimumExpiration.TotalSeconds);
        long offset = Math.Min(atLeast, (long)registry.Features.MaximumExpiration.TotalSeconds);
        entry.EndMs = entry.StartMs + (offset * 1000);
    }

    /// <summary>
    /// Makes the live tags immutable that a new policy covers. If immutable tags cannot expire, removes their expiration.
    /// </summary>
    /// <returns>The number of tags that were not immutable before.</returns>
    public int MakeImmutable(Func<string, bool> isCovered)
    {
        long now = NowMs;
        List<FakeTagEntry> entries =
            [.. Table.NewestFirst().Where(entry => entry.IsAliveAt(now) && !entry.IsImmutable && isCovered(entry.Name))];
        foreach (FakeTagEntry entry in entries)
        {
            entry.IsImmutable = true;
            entry.EndMs = registry.Features.ImmutableTagsCanExpire ? entry.EndMs : null;
        }

        return entries.Count;
    }

    /// <summary>Moves the end of a live entry to the start of the time machine's window, which is usually before its start.</summary>
    public void DeletePermanently(FakeTagEntry entry)
    {
        entry.EndMs = FindFreeEnd(entry.Name, registry.Clock.WriteMs() - WindowMs);
        repository.ForgetPulls(entry.Name);
    }

    /// <summary>Moves the ends of a tag's ended entries with a digest to just before the window.</summary>
    /// <returns>Whether there were any within the window.</returns>
    public bool DeleteEndedPermanently(string name, FakeManifest manifest)
    {
        long now = registry.Clock.WriteMs();
        List<FakeTagEntry> entries = [.. Table.Of(name).Reverse().Where(entry =>
            entry.Manifest == manifest && entry.EndMs <= now && entry.EndMs > now - WindowMs && !IsImmutable(entry))];
        long end = now - WindowMs;
        foreach (FakeTagEntry entry in entries)
        {
            entry.EndMs = end = FindFreeEnd(name, end - 1);
        }

        repository.ForgetPulls(name);
        return entries.Count > 0;
    }

    /// <summary>Protects a requested manifest from the collector for five minutes, as Quay does with a hidden tag.</summary>
    public void KeepInUse(FakeManifest manifest)
    {
        long until = NowMs + TemporaryMs;
        if (!Table.All.Any(entry => entry.Manifest == manifest && (entry.EndMs is not { } end || end >= until)))
        {
            Table.Add(new FakeTagEntry("$temp-" + registry.NewIdentifier(), manifest, NowMs, until) { IsHidden = true });
        }
    }

    /// <summary>Determines whether a live tag points at a manifest, or at a list that contains it.</summary>
    public bool IsInUse(FakeManifest manifest)
    {
        long now = NowMs;
        return Table.NewestFirst()
            .Any(entry => entry.IsAliveAt(now) && (entry.Manifest == manifest || entry.Manifest.Children.Contains(manifest.Digest)));
    }

    /// <summary>Returns the latest end, not after the wanted one, that no other entry of the tag has.</summary>
    /// <remarks>Quay has an index on name and end. Where this method chooses an earlier end, Quay returns 500.</remarks>
    private long FindFreeEnd(string name, long wanted)
    {
        while (Table.Of(name).Any(entry => entry.EndMs == wanted))
        {
            wanted--;
        }

        return wanted;
    }

    public static bool IsCosignName(string name) => CosignName().IsMatch(name);

    private bool CanExpire(bool immutable) => !immutable || registry.Features.ImmutableTagsCanExpire;

    /// <summary>Ends the signature tags of Cosign for an image when its last tag ends.</summary>
    private void EndSignatureTags(FakeTagEntry ended, long now)
    {
        if (!registry.IsAtLeast(18) || CosignName().IsMatch(ended.Name) || Table.NewestFirst().Any(entry =>
            entry.Manifest == ended.Manifest && entry != ended && entry.IsAliveAt(now) && !CosignName().IsMatch(entry.Name)))
        {
            return;
        }

        string prefix = ended.Digest.Replace(':', '-');
        foreach (FakeTagEntry entry in CosignSuffixes.Select(suffix => Table.FindLive($"{prefix}.{suffix}", now)).OfType<FakeTagEntry>())
        {
            if (!entry.IsImmutable)
            {
                entry.EndMs = now;
            }
        }
    }

    private FakeManifest CreateRenamed(FakeManifest manifest, string tag)
    {
        string digest = ManifestFactory.DigestOf($"{manifest.Digest} as {tag}");
        return repository.FindManifest(digest) ?? repository.GetOrAdd(new FakeManifest(digest, manifest.Data)
        {
            SchemaOneTag = tag,
            Size = manifest.Size,
            Layers = manifest.Layers,
            ConfigMediaType = manifest.ConfigMediaType,
        });
    }

    [GeneratedRegex("^sha256-[a-f0-9]{64}\\.(sig|att|sbom)\\z")]
    private static partial Regex CosignName();
}
