namespace Quay.Client.Testing.Registry;

/// <summary>A repository of the fake: what a test seeds, changes behind a client's back, and reads back.</summary>
/// <remarks>What is done here is what a push, or somebody else with every right, does: no token is asked for, and nothing is in the usage log.</remarks>
public sealed class FakeRepository
{
    private readonly FakeRegistry _registry;
    private readonly Dictionary<string, FakeManifest> _manifests = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FakeRole> _roles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FakePulls> _pulls = new(StringComparer.Ordinal);

    internal FakeRepository(FakeRegistry registry, FakeNamespace owner, string name, int id)
    {
        _registry = registry;
        Namespace = owner;
        Name = name;
        Id = id;
        StatusToken = registry.NewIdentifier();
        History = new TagHistory(registry, this);
    }

    /// <summary>The organization or user that it belongs to.</summary>
    public FakeNamespace Namespace { get; }

    /// <summary>Its name without the namespace: <c>app</c>, or <c>team/app</c>.</summary>
    public string Name { get; }

    /// <summary>Its name with the namespace: <c>acme/team/app</c>.</summary>
    public string FullName => $"{Namespace.Name}/{Name}";

    /// <summary>The description; null for none.</summary>
    public string? Description { get; set; } = "";

    /// <summary>Whether everybody may read it.</summary>
    public bool IsPublic { get; set; }

    /// <summary>Whether it takes writes.</summary>
    public FakeRepositoryState State { get; set; }

    /// <summary>The secret of the status badge, shown while the repository is private.</summary>
    public string StatusToken { get; set; }

    /// <summary>What <c>popularity</c> says of it.</summary>
    public double Popularity { get; set; }

    /// <summary>What <c>quota_report</c> says of it in bytes; null for the size of what it holds.</summary>
    public long? QuotaBytes { get; set; }

    /// <summary>How often it was used on a day (UTC).</summary>
    public IDictionary<DateOnly, int> Actions { get; } = new Dictionary<DateOnly, int>();

    /// <summary>The rules by which tags are deleted.</summary>
    public IList<FakeAutoPrunePolicy> AutoPrunePolicies { get; } = [];

    /// <summary>The rules by which new tags are immutable.</summary>
    public IList<FakeImmutabilityPolicy> ImmutabilityPolicies { get; } = [];

    /// <summary>The usage log, in the order of what was done.</summary>
    public IList<FakeLogEntry> Log { get; } = [];

    /// <summary>Every row that is kept, the newest first.</summary>
    public IReadOnlyList<FakeTagRow> Rows
    {
        get
        {
            lock (_registry.Gate)
            {
                return [.. History.Table.NewestFirst()];
            }
        }
    }

    /// <summary>The rows that are alive now, the newest first.</summary>
    public IReadOnlyList<FakeTagRow> Tags
    {
        get
        {
            lock (_registry.Gate)
            {
                long now = _registry.Clock.NowMs;
                return [.. History.Table.NewestFirst().Where(row => row.IsAliveAt(now))];
            }
        }
    }

    /// <summary>Every manifest that is kept.</summary>
    public IReadOnlyCollection<FakeManifest> Manifests
    {
        get
        {
            lock (_registry.Gate)
            {
                return [.. _manifests.Values];
            }
        }
    }

    internal int Id { get; }

    internal TagHistory History { get; }

    /// <summary>The row that a tag has now; null when there is no such tag.</summary>
    public FakeTagRow? Find(string tag) => Locked(() => History.Alive(tag));

    /// <summary>A manifest by its digest; null when the repository does not hold it.</summary>
    public FakeManifest? FindManifest(string digest) => Locked(() => _manifests.GetValueOrDefault(digest));

    /// <summary>Gives a user a role here.</summary>
    /// <returns>The same repository.</returns>
    public FakeRepository Grant(string user, FakeRole role) => Locked(() =>
    {
        _roles[user] = role;
        return this;
    });

    /// <summary>Adds an image without a tag.</summary>
    /// <param name="digest">Its digest; null for that of a new image.</param>
    /// <param name="size">The size of its layers in bytes; null for one of a kilobyte or two.</param>
    public FakeManifest AddManifest(string? digest = null, long? size = null) =>
        Locked(() => Hold(ImageMaker.Image(digest ?? _registry.NewIdentifier(), digest, size)));

    /// <summary>Adds a list of images without a tag.</summary>
    /// <param name="children">The digests that it refers to; one that the repository does not hold makes it sparse.</param>
    public FakeManifest AddManifestList(params IReadOnlyList<string> children) => Locked(() => Hold(ImageMaker.List(children)));

    /// <summary>Adds a label that came with the image, such as <c>quay.expires-after</c>, which the tags pushed or moved to it from then on obey.</summary>
    public FakeLabel AddLabel(string digest, string key, string value) => Locked(() =>
    {
        var label = new FakeLabel(_registry.NewIdentifier(), key, value, "manifest", FakeLabel.MediaTypeOf(value));
        Held(digest).Add(label);
        return label;
    });

    /// <summary>Pushes an image under a tag.</summary>
    /// <param name="tag">The tag, new or not.</param>
    /// <param name="digest">The digest of the image, held already or not; null for that of a new image.</param>
    /// <returns>The new row.</returns>
    /// <exception cref="InvalidOperationException">The tag is immutable.</exception>
    public FakeTagRow Push(string tag, string? digest = null) =>
        Locked(() => Retarget(tag, digest is null ? AddManifest() : _manifests.GetValueOrDefault(digest) ?? AddManifest(digest), isReversion: false));

    /// <summary>Points a tag at an image that the repository holds.</summary>
    /// <returns>The new row.</returns>
    /// <exception cref="InvalidOperationException">The tag is immutable, or there is no such image.</exception>
    public FakeTagRow Move(string tag, string digest) => Locked(() => Retarget(tag, Held(digest), isReversion: false));

    /// <summary>Points a tag back at an image that the repository holds, also one that no live tag points at.</summary>
    /// <returns>The new row, whose <see cref="FakeTagRow.IsReversion"/> is true.</returns>
    /// <exception cref="InvalidOperationException">The tag is immutable, or there is no such image.</exception>
    public FakeTagRow Restore(string tag, string digest) => Locked(() => Retarget(tag, Held(digest), isReversion: true));

    /// <summary>Deletes a tag: its row ends now.</summary>
    /// <exception cref="InvalidOperationException">The tag is immutable, or there is none.</exception>
    public void Delete(string tag) => Locked(() => History.Delete(Mutable(tag)));

    /// <summary>Sets when a tag expires: clamped, as Quay does it, to 1 hour … 104 weeks from the start of the row.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="expiration">When; to the second. Null for never.</param>
    /// <returns>When it really does.</returns>
    /// <exception cref="InvalidOperationException">There is no such tag.</exception>
    public DateTimeOffset? Expire(string tag, DateTimeOffset? expiration) => Locked(() =>
    {
        FakeTagRow row = Living(tag);
        History.SetExpiration(row, expiration?.ToUnixTimeSeconds());
        return row.End;
    });

    /// <summary>Makes a tag immutable, or mutable again.</summary>
    /// <exception cref="InvalidOperationException">There is no such tag.</exception>
    public void SetImmutable(string tag, bool isImmutable = true) => Locked(() => Living(tag).IsImmutable = isImmutable);

    /// <summary>Takes a tag out of the time machine: its row ends before it began, and the collector takes it.</summary>
    /// <exception cref="InvalidOperationException">The tag is immutable, or there is none.</exception>
    public void DeletePermanently(string tag) => Locked(() => History.RemoveAlive(Mutable(tag)));

    /// <summary>Lets the collector run here: rows that ended before the window of the time machine go, and the images that only they held.</summary>
    public void Collect() => Locked(History.Collect);

    /// <summary>Removes one row, as a collector that runs in the middle of a listing does, whatever its age.</summary>
    public void Collect(FakeTagRow row) => Locked(() => History.Table.RemoveAll(other => other == row));

    /// <summary>Adds a row of the past as it stands, by no rule.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="digest">What it pointed at; an image is made for a digest that the repository does not hold.</param>
    /// <param name="start">When it began, to the millisecond.</param>
    /// <param name="end">When it ended or will expire, to the millisecond; null for never.</param>
    /// <param name="isReversion">Whether a restore made it.</param>
    public FakeTagRow AddRow(string tag, string digest, DateTimeOffset start, DateTimeOffset? end = null, bool isReversion = false) => Locked(() =>
    {
        FakeManifest manifest = _manifests.GetValueOrDefault(digest) ?? AddManifest(digest);
        var row = new FakeTagRow(tag, manifest, start.ToUnixTimeMilliseconds(), end?.ToUnixTimeMilliseconds()) { IsReversion = isReversion };
        History.Table.Add(row);
        return row;
    });

    /// <summary>Adds a tag history as Quay answers it: one answer of <c>GET …/tag/</c>, which is one page of rows, a line.</summary>
    /// <remarks>The milliseconds that the answers do not show are made up so that the rows are listed in the order in which they come here.</remarks>
    /// <returns>The same repository.</returns>
    public FakeRepository LoadHistory(TextReader answers) => Locked(() =>
    {
        ArgumentNullException.ThrowIfNull(answers);
        RecordedRows.Load(this, answers);
        return this;
    });

    /// <summary>Counts pulls of a tag, and of the image that it points at.</summary>
    /// <exception cref="InvalidOperationException">There is no such tag.</exception>
    public void Pull(string tag, int times = 1) => Locked(() =>
    {
        FakeManifest manifest = Living(tag).Manifest;
        manifest.Pulls += times;
        manifest.LastPull = _registry.Clock.Now;
        _pulls[tag] = new FakePulls((PullsOf(tag)?.Count ?? 0) + times, _registry.Clock.Now, manifest.Digest);
    });

    /// <summary>The name with the namespace.</summary>
    public override string ToString() => FullName;

    internal FakePulls? PullsOf(string tag) => _pulls.GetValueOrDefault(tag);

    internal void ForgetPulls(string tag) => _pulls.Remove(tag);

    internal FakeRole? RoleOf(string user) =>
        Namespace.IsAdministeredBy(user) ? FakeRole.Admin : _roles.TryGetValue(user, out FakeRole role) ? role : null;

    /// <summary>Takes a manifest in; what is here already under its digest stays, for the same digest is the same manifest.</summary>
    internal FakeManifest Hold(FakeManifest manifest) => _manifests.TryAdd(manifest.Digest, manifest) ? manifest : _manifests[manifest.Digest];

    internal bool Drop(FakeManifest manifest) => _manifests.Remove(manifest.Digest);

    private FakeTagRow Retarget(string tag, FakeManifest manifest, bool isReversion)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        return History.Retarget(tag, manifest, isReversion) ?? throw new InvalidOperationException($"The tag '{tag}' of {FullName} is immutable.");
    }

    private FakeManifest Held(string digest) =>
        _manifests.GetValueOrDefault(digest) ?? throw new InvalidOperationException($"{FullName} holds no manifest {digest}.");

    private FakeTagRow Living(string tag) => History.Alive(tag) ?? throw new InvalidOperationException($"{FullName} has no tag '{tag}' now.");

    private FakeTagRow Mutable(string tag) =>
        Living(tag) is var row && History.IsImmutable(row) ? throw new InvalidOperationException($"The tag '{tag}' of {FullName} is immutable.") : row;

    private void Locked(Action act)
    {
        lock (_registry.Gate)
        {
            act();
        }
    }

    private T Locked<T>(Func<T> act)
    {
        lock (_registry.Gate)
        {
            return act();
        }
    }
}
