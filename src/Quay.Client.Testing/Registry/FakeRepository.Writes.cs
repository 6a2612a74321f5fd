namespace Quay.Client.Testing;

public sealed partial class FakeRepository
{
    /// <summary>Adds an image without a tag.</summary>
    /// <param name="digest">The digest; null to generate one.</param>
    /// <param name="size">
    /// The size of the layers in bytes; null to generate a size from 1,000 to 1,999. It is ignored if the repository already has the
    /// digest.
    /// </param>
    /// <returns>The new image, or the existing one if the repository already has the digest.</returns>
    /// <exception cref="ArgumentException">The digest is invalid.</exception>
    public FakeManifest AddManifest(string? digest = null, long? size = null)
    {
        if (digest is not null)
        {
            Names.ThrowIfInvalidDigest(digest);
        }

        return Locked(() => GetOrAdd(ManifestFactory.CreateImage(digest ?? _registry.NewIdentifier(), digest, size)));
    }

    /// <summary>Adds an image or a manifest list without a tag, from the JSON of its manifest.</summary>
    /// <param name="text">The manifest in the format of OCI or of Docker schema 2. Quay returns the text unchanged.</param>
    /// <param name="digest">The digest; null for the SHA-256 of the text in UTF-8.</param>
    /// <returns>The new manifest, or the existing one if the repository already has the digest.</returns>
    /// <exception cref="FormatException">The text is not such a manifest.</exception>
    /// <exception cref="ArgumentException">The digest is invalid.</exception>
    public FakeManifest AddManifestText(string text, string? digest = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        if (digest is not null)
        {
            Names.ThrowIfInvalidDigest(digest);
        }

        return Locked(() => GetOrAdd(ManifestText.Parse(text, digest)));
    }

    /// <summary>Adds a manifest list without a tag.</summary>
    /// <param name="children">The digests of its images. If the repository does not have all of them, the list is sparse.</param>
    /// <exception cref="ArgumentException">A digest is invalid.</exception>
    public FakeManifest AddManifestList(params IReadOnlyList<string> children)
    {
        ArgumentNullException.ThrowIfNull(children);
        foreach (string child in children)
        {
            Names.ThrowIfInvalidDigest(child, nameof(children));
        }

        return Locked(() => GetOrAdd(ManifestFactory.CreateList(children)));
    }

    /// <summary>Adds a label to a manifest, as if it came with the image.</summary>
    /// <remarks>A label such as <c>quay.expires-after</c> affects tags that are pushed or moved to the image later.</remarks>
    /// <exception cref="InvalidOperationException">The repository does not have the manifest.</exception>
    public FakeLabel AddLabel(string digest, string key, string value) => Locked(() =>
    {
        var label = new FakeLabel(_registry.NewIdentifier(), key, value, "manifest", FakeLabel.MediaTypeOf(value));
        RequireManifest(digest).Add(label);
        return label;
    });

    /// <summary>Pushes an image to a tag.</summary>
    /// <param name="tag">The tag, which need not exist.</param>
    /// <param name="digest">
    /// The digest of the image, which is added if the repository does not have it. If null, a new image is generated.
    /// </param>
    /// <returns>The new entry.</returns>
    /// <exception cref="ArgumentException">The tag name or the digest is invalid.</exception>
    /// <exception cref="InvalidOperationException">The tag is immutable.</exception>
    public FakeTagEntry Push(string tag, string? digest = null)
    {
        Names.ThrowIfInvalidTag(tag);
        return Locked(() => Retarget(
            tag, digest is null ? AddManifest() : _manifests.GetValueOrDefault(digest) ?? AddManifest(digest), isReversion: false));
    }

    /// <summary>Moves a tag to an image of the repository. If the tag does not exist, it is created.</summary>
    /// <returns>The new entry.</returns>
    /// <exception cref="ArgumentException">The tag name is invalid.</exception>
    /// <exception cref="InvalidOperationException">The tag is immutable, or the repository does not have the image.</exception>
    public FakeTagEntry Move(string tag, string digest)
    {
        Names.ThrowIfInvalidTag(tag);
        return Locked(() => Retarget(tag, RequireManifest(digest), isReversion: false));
    }

    /// <summary>Restores a tag to an image of the repository, even if no live tag points at that image.</summary>
    /// <returns>The new entry, whose <see cref="FakeTagEntry.IsReversion"/> is true.</returns>
    /// <remarks>The tag name is not validated, as in Quay.</remarks>
    /// <exception cref="InvalidOperationException">The tag is immutable, or the repository does not have the image.</exception>
    public FakeTagEntry Restore(string tag, string digest) => Locked(() => Retarget(tag, RequireManifest(digest), isReversion: true));

    /// <summary>Deletes a tag: its entry ends now.</summary>
    /// <exception cref="InvalidOperationException">The tag does not exist, or it is immutable.</exception>
    public void DeleteTag(string tag) => Locked(() => History.Delete(RequireMutableEntry(tag)));

    /// <summary>Sets or removes the expiration of a tag.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="expiration">The expiration, without fractions of a second; null to remove it.</param>
    /// <returns>The expiration that was set; null if it was removed.</returns>
    /// <remarks>
    /// As in Quay, the expiration is limited to a range, by default from 1 hour to 104 weeks after the start of the entry.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The tag does not exist, or it is immutable and immutable tags cannot expire.</exception>
    public DateTimeOffset? Expire(string tag, DateTimeOffset? expiration) => Locked(() =>
    {
        FakeTagEntry entry = RequireLiveEntry(tag);
        if (expiration is not null && History.IsImmutable(entry) && !_registry.Features.ImmutableTagsCanExpire)
        {
            throw new InvalidOperationException($"The tag '{tag}' of {FullName} is immutable, and such tags cannot expire.");
        }

        History.SetExpiration(entry, expiration?.ToUnixTimeSeconds());
        return entry.End;
    });

    /// <summary>Makes a tag immutable, or mutable again.</summary>
    /// <exception cref="InvalidOperationException">
    /// The tag does not exist, it has an expiration that immutable tags cannot have, or immutable tags are not enabled.
    /// </exception>
    public void SetImmutable(string tag, bool isImmutable = true) => Locked(() =>
    {
        History.RequireImmutability();
        FakeTagEntry entry = RequireLiveEntry(tag);
        if (isImmutable && entry.EndMs is not null && !_registry.Features.ImmutableTagsCanExpire)
        {
            throw new InvalidOperationException(
                $"The tag '{tag}' of {FullName} expires, and immutable tags cannot: clear its expiration first.");
        }

        entry.IsImmutable = isImmutable;
    });

    /// <summary>
    /// Deletes a tag permanently: moves the end of its entry to the start of the time machine's window, so that the collector removes it.
    /// </summary>
    /// <exception cref="InvalidOperationException">The tag does not exist, or it is immutable.</exception>
    public void DeleteTagPermanently(string tag) => Locked(() => History.DeletePermanently(RequireMutableEntry(tag)));

    /// <summary>
    /// Runs Quay's garbage collector: removes the entries that ended before the time machine's window, and the images that only they used.
    /// </summary>
    public void Collect() => Locked(() => Collector.Run(this, _registry));

    /// <summary>Removes one entry, whatever its age. This simulates a collector that runs while a client reads the history.</summary>
    public void Collect(FakeTagEntry entry) => Locked(() => History.Table.RemoveAll(other => other == entry));

    /// <summary>Adds an entry to the tag history without applying Quay's rules.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="digest">The digest of the image, which is added if the repository does not have it.</param>
    /// <param name="start">The start. Fractions of a millisecond are dropped.</param>
    /// <param name="end">The end or the expiration, without fractions of a millisecond; null if there is none.</param>
    /// <param name="isReversion">Whether the entry is from a restoration.</param>
    /// <exception cref="ArgumentException">The digest is invalid.</exception>
    public FakeTagEntry AddEntry(
        string tag, string digest, DateTimeOffset start, DateTimeOffset? end = null, bool isReversion = false) => Locked(() =>
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        Names.ThrowIfInvalidDigest(digest);
        FakeManifest manifest = _manifests.GetValueOrDefault(digest) ?? AddManifest(digest);
        var entry =
            new FakeTagEntry(tag, manifest, start.ToUnixTimeMilliseconds(), end?.ToUnixTimeMilliseconds()) { IsReversion = isReversion };
        History.Table.Add(entry);
        return entry;
    });

    /// <summary>Adds a tag history from Quay's JSON: one or several responses of <c>GET …/tag/</c>.</summary>
    /// <param name="responses">The responses, one after the other or in an array, with any white space.</param>
    /// <returns>The same repository.</returns>
    /// <remarks>
    /// The responses have no milliseconds. The fake chooses them so that the entries keep their order. Entries that the repository already
    /// has are skipped.
    /// </remarks>
    /// <exception cref="FormatException">The text is not such a response. The message contains the line number.</exception>
    public FakeRepository LoadHistory(TextReader responses) => Locked(() =>
    {
        ArgumentNullException.ThrowIfNull(responses);
        RecordedHistory.Load(this, responses);
        return this;
    });

    /// <summary>Adds pulls to the counts of a tag and of its image.</summary>
    /// <exception cref="InvalidOperationException">The tag does not exist.</exception>
    public void Pull(string tag, int times = 1) => Locked(() =>
    {
        FakeManifest manifest = RequireLiveEntry(tag).Manifest;
        manifest.Pulls += times;
        manifest.LastPull = _registry.Clock.Now;
        _pulls[tag] = new FakePulls((PullsOf(tag)?.Count ?? 0) + times, _registry.Clock.Now, manifest.Digest);
    });

    /// <summary>Sets the pull count of a tag, independent of its image.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="count">The number of pulls.</param>
    /// <param name="last">The time of the last pull.</param>
    /// <param name="digest">The digest that was last pulled; null for the current digest of the tag.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    /// <exception cref="ArgumentException">The digest is invalid.</exception>
    /// <exception cref="InvalidOperationException">The tag does not exist.</exception>
    public void SetPulls(string tag, int count, DateTimeOffset last, string? digest = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (digest is not null)
        {
            Names.ThrowIfInvalidDigest(digest);
        }

        Locked(() =>
        {
            string pulled = digest ?? RequireLiveEntry(tag).Digest;
            ForgetPulls(RequireLiveEntry(tag).Name);
            if (count > 0)
            {
                _pulls[tag] = new FakePulls(count, last, pulled);
            }
        });
    }

    private FakeTagEntry Retarget(string tag, FakeManifest manifest, bool isReversion)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        return History.Retarget(tag, manifest, isReversion)
            ?? throw new InvalidOperationException($"The tag '{tag}' of {FullName} is immutable.");
    }

    private FakeManifest RequireManifest(string digest) =>
        _manifests.GetValueOrDefault(digest)
            ?? throw new InvalidOperationException($"{FullName} has no manifest {digest}: add it with AddManifest.");

    private FakeTagEntry RequireLiveEntry(string tag) =>
        History.FindLive(tag) ?? throw new InvalidOperationException($"{FullName} has no tag '{tag}'.");

    private FakeTagEntry RequireMutableEntry(string tag) =>
        RequireLiveEntry(tag) is var entry && History.IsImmutable(entry)
            ? throw new InvalidOperationException($"The tag '{tag}' of {FullName} is immutable.")
            : entry;
}
