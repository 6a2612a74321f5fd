using System.Text.RegularExpressions;

namespace Quay.Client.Testing;

/// <summary>What happens to the rows of a repository when its tags are written: Quay's own rules.</summary>
internal sealed partial class TagHistory(FakeRegistry registry, FakeRepository repository)
{
    private const long TemporaryMs = 300_000;

    private static readonly string[] CosignSuffixes = ["sig", "att", "sbom"];

    public TagTable Table { get; } = new();

    /// <summary>How long the collector keeps a row that ended.</summary>
    public long WindowMs => (long)repository.Namespace.TimeMachine.TotalMilliseconds;

    private long NowMs => registry.Clock.NowMs;

    /// <exception cref="InvalidOperationException">Immutable tags are not switched on.</exception>
    public void NeedImmutability() => registry.NeedImmutability();

    public FakeTagRow? Alive(string name) => Table.Alive(name, NowMs);

    public bool IsImmutable(FakeTagRow row) => row.IsImmutable && registry.ImmutabilityIsOn;

    /// <summary>Points a tag at a manifest: ends the row it has and makes a new one, also when it points there already.</summary>
    /// <returns>The new row; null when the tag is immutable.</returns>
    public FakeTagRow? Retarget(string name, FakeManifest manifest, bool isReversion)
    {
        FakeManifest target = manifest.SchemaOneTag is { } tag && tag != name ? Renamed(manifest, name) : manifest;
        FakeTagRow? current = Alive(name);
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
                EndSignatures(current, now);
            }
        }

        var labels = new TagLabels(manifest, repository.FindManifest);
        bool immutable = registry.ImmutabilityIsOn
            && (labels.MakeImmutable || repository.Policies.MakesImmutable(name) || repository.Namespace.Policies.MakesImmutable(name));
        long? lifetime = labels.LifetimeMs;
        long? end = MayExpire(immutable) && lifetime is not (null or 0) ? FreeEnd(name, now + lifetime.Value) : null;
        var row = new FakeTagRow(name, target, now, end) { IsReversion = isReversion, IsImmutable = immutable };
        Table.Add(row);
        return row;
    }

    /// <summary>Ends a row that is alive and not immutable.</summary>
    public void Delete(FakeTagRow row)
    {
        long now = registry.Clock.WriteMs();
        row.EndMs = now;
        repository.ForgetPulls(row.Name);
        EndSignatures(row, now);
    }

    /// <summary>Sets when a row ends: moved, without a word, to what the server allows counted from the row's start.</summary>
    public void SetExpiration(FakeTagRow row, long? unixSeconds)
    {
        if (unixSeconds is not { } seconds)
        {
            row.EndMs = null;
            return;
        }

        long atLeast = Math.Max(seconds - (row.StartMs / 1000), (long)registry.Features.MinimumExpiration.TotalSeconds);
        long offset = Math.Min(atLeast, (long)registry.Features.MaximumExpiration.TotalSeconds);
        row.EndMs = row.StartMs + (offset * 1000);
    }

    /// <summary>Makes the live tags immutable that a new policy covers, and where those cannot expire, they live on.</summary>
    /// <returns>How many were not immutable before.</returns>
    public int MakeImmutable(Func<string, bool> isCovered)
    {
        long now = NowMs;
        List<FakeTagRow> rows = [.. Table.NewestFirst().Where(row => row.IsAliveAt(now) && !row.IsImmutable && isCovered(row.Name))];
        foreach (FakeTagRow row in rows)
        {
            row.IsImmutable = true;
            row.EndMs = registry.Features.ImmutableTagsCanExpire ? row.EndMs : null;
        }

        return rows.Count;
    }

    /// <summary>Puts the end of the live row before the window of the time machine, so before its own start.</summary>
    public void RemoveAlive(FakeTagRow row)
    {
        row.EndMs = FreeEnd(row.Name, registry.Clock.WriteMs() - WindowMs);
        repository.ForgetPulls(row.Name);
    }

    /// <summary>Puts the ends of the dead rows of a tag and a digest before the window.</summary>
    /// <returns>Whether there were any within the window.</returns>
    public bool RemoveDead(string name, FakeManifest manifest)
    {
        long now = registry.Clock.WriteMs();
        List<FakeTagRow> rows = [.. Table.Of(name).Reverse().Where(row =>
            row.Manifest == manifest && row.EndMs <= now && row.EndMs > now - WindowMs && !IsImmutable(row))];
        long end = now - WindowMs;
        foreach (FakeTagRow row in rows)
        {
            row.EndMs = end = FreeEnd(name, end - 1);
        }

        repository.ForgetPulls(name);
        return rows.Count > 0;
    }

    /// <summary>Keeps a manifest that was asked for in use for five minutes, as Quay does with a hidden tag.</summary>
    public void Hold(FakeManifest manifest)
    {
        long until = NowMs + TemporaryMs;
        if (!Table.All.Any(row => row.Manifest == manifest && (row.EndMs is not { } end || end >= until)))
        {
            Table.Add(new FakeTagRow("$temp-" + registry.NewIdentifier(), manifest, NowMs, until) { IsHidden = true });
        }
    }

    /// <summary>Whether a live tag reaches a manifest, itself or through a list.</summary>
    public bool IsInUse(FakeManifest manifest)
    {
        long now = NowMs;
        return Table.NewestFirst()
            .Any(row => row.IsAliveAt(now) && (row.Manifest == manifest || row.Manifest.Children.Contains(manifest.Digest)));
    }

    /// <summary>
    /// The latest end, up to one that is wanted, that no row of the tag has:
    /// Quay has an index on both, and answers 500 where this does not.
    /// </summary>
    private long FreeEnd(string name, long wanted)
    {
        while (Table.Of(name).Any(row => row.EndMs == wanted))
        {
            wanted--;
        }

        return wanted;
    }

    private bool MayExpire(bool immutable) => !immutable || registry.Features.ImmutableTagsCanExpire;

    /// <summary>The tags that Cosign keeps beside an image end with the last tag of that image.</summary>
    private void EndSignatures(FakeTagRow ended, long now)
    {
        if (!registry.Is(18) || CosignName().IsMatch(ended.Name) || Table.NewestFirst().Any(row =>
            row.Manifest == ended.Manifest && row != ended && row.IsAliveAt(now) && !CosignName().IsMatch(row.Name)))
        {
            return;
        }

        string prefix = ended.Digest.Replace(':', '-');
        foreach (FakeTagRow row in CosignSuffixes.Select(suffix => Table.Alive($"{prefix}.{suffix}", now)).OfType<FakeTagRow>())
        {
            if (!row.IsImmutable)
            {
                row.EndMs = now;
            }
        }
    }

    private FakeManifest Renamed(FakeManifest manifest, string tag)
    {
        string digest = ImageMaker.DigestOf($"{manifest.Digest} as {tag}");
        return repository.FindManifest(digest) ?? repository.Hold(new FakeManifest(digest, manifest.Data)
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
