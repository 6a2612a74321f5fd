namespace Quay.Client.Testing;

/// <content>What is done to its images and tags.</content>
public sealed partial class FakeRepository
{
    /// <summary>Adds an image without a tag.</summary>
    /// <param name="digest">Its digest; null for that of a new image.</param>
    /// <param name="size">
    /// The size of its layers in bytes; null for one of a kilobyte or two. Ignored for a digest that is held already.
    /// </param>
    /// <returns>The image: for a digest that is held already, the one that is held.</returns>
    /// <exception cref="ArgumentException">The digest is none.</exception>
    public FakeManifest AddManifest(string? digest = null, long? size = null)
    {
        if (digest is not null)
        {
            Names.ThrowIfInvalidDigest(digest);
        }

        return Locked(() => GetOrAdd(ManifestFactory.CreateImage(digest ?? _registry.NewIdentifier(), digest, size)));
    }

    /// <summary>Adds an untagged image or manifest list by the text of its manifest.</summary>
    /// <param name="text">The manifest as it was pushed: JSON of OCI or of Docker's schema 2. Quay returns it unchanged.</param>
    /// <param name="digest">The digest; null for the SHA-256 of the text in UTF-8.</param>
    /// <returns>The image. If the repository already has the digest, the existing image.</returns>
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

    /// <summary>Adds a list of images without a tag.</summary>
    /// <param name="children">The digests that it refers to; one that the repository does not hold makes it sparse.</param>
    /// <exception cref="ArgumentException">One of them is no digest.</exception>
    public FakeManifest AddManifestList(params IReadOnlyList<string> children)
    {
        ArgumentNullException.ThrowIfNull(children);
        foreach (string child in children)
        {
            Names.ThrowIfInvalidDigest(child, nameof(children));
        }

        return Locked(() => GetOrAdd(ManifestFactory.CreateList(children)));
    }

    /// <summary>
    /// Adds a label that came with the image, such as <c>quay.expires-after</c>, which the tags pushed or moved to it from then on obey.
    /// </summary>
    /// <exception cref="InvalidOperationException">The repository holds no such manifest.</exception>
    public FakeLabel AddLabel(string digest, string key, string value) => Locked(() =>
    {
        var label = new FakeLabel(_registry.NewIdentifier(), key, value, "manifest", FakeLabel.MediaTypeOf(value));
        RequireManifest(digest).Add(label);
        return label;
    });

    /// <summary>Pushes an image under a tag.</summary>
    /// <param name="tag">The tag, new or not.</param>
    /// <param name="digest">The digest of the image, held already or not; null for that of a new image.</param>
    /// <returns>The new row.</returns>
    /// <exception cref="ArgumentException">That is no name of a tag, or no digest.</exception>
    /// <exception cref="InvalidOperationException">The tag is immutable.</exception>
    public FakeTagEntry Push(string tag, string? digest = null)
    {
        Names.ThrowIfInvalidTag(tag);
        return Locked(() => Retarget(
            tag, digest is null ? AddManifest() : _manifests.GetValueOrDefault(digest) ?? AddManifest(digest), isReversion: false));
    }

    /// <summary>Points a tag at an image that the repository holds.</summary>
    /// <returns>The new row.</returns>
    /// <exception cref="ArgumentException">That is no name of a tag.</exception>
    /// <exception cref="InvalidOperationException">The tag is immutable, or there is no such image.</exception>
    public FakeTagEntry Move(string tag, string digest)
    {
        Names.ThrowIfInvalidTag(tag);
        return Locked(() => Retarget(tag, RequireManifest(digest), isReversion: false));
    }

    /// <summary>
    /// Points a tag back at an image that the repository holds, also one that no live tag points
    /// at. The name is not looked at, nor does Quay.
    /// </summary>
    /// <returns>The new row, whose <see cref="FakeTagEntry.IsReversion"/> is true.</returns>
    /// <exception cref="InvalidOperationException">The tag is immutable, or there is no such image.</exception>
    public FakeTagEntry Restore(string tag, string digest) => Locked(() => Retarget(tag, RequireManifest(digest), isReversion: true));

    /// <summary>Deletes a tag: its row ends now.</summary>
    /// <exception cref="InvalidOperationException">The tag is immutable, or there is none.</exception>
    public void DeleteTag(string tag) => Locked(() => History.Delete(RequireMutableEntry(tag)));

    /// <summary>Sets when a tag expires: clamped, as Quay does it, to 1 hour … 104 weeks from the start of the row.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="expiration">When; to the second. Null for never.</param>
    /// <returns>When it really does.</returns>
    /// <exception cref="InvalidOperationException">There is no such tag, or it is immutable and may not expire.</exception>
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
    /// There is no such tag, it expires and immutable tags may not, or immutable tags are not switched on.
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

    /// <summary>Takes a tag out of the time machine: its row ends before it began, and the collector takes it.</summary>
    /// <exception cref="InvalidOperationException">The tag is immutable, or there is none.</exception>
    public void DeleteTagPermanently(string tag) => Locked(() => History.DeletePermanently(RequireMutableEntry(tag)));

    /// <summary>
    /// Lets the collector run here: rows that ended before the window of the time machine go, and the images that only they held.
    /// </summary>
    public void Collect() => Locked(() => Collector.Run(this, _registry));

    /// <summary>Removes one row, as a collector that runs in the middle of a listing does, whatever its age.</summary>
    public void Collect(FakeTagEntry entry) => Locked(() => History.Table.RemoveAll(other => other == entry));

    /// <summary>Adds a row of the past as it stands, by no rule.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="digest">What it pointed at; an image is made for a digest that the repository does not hold.</param>
    /// <param name="start">When it began, to the millisecond.</param>
    /// <param name="end">When it ended or will expire, to the millisecond; null for never.</param>
    /// <param name="isReversion">Whether a restore made it.</param>
    /// <exception cref="ArgumentException">The digest is none.</exception>
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

    /// <summary>
    /// Adds a tag history as Quay returns it: one response of <c>GET …/tag/</c>, or several, concatenated or in an array, indented or not.
    /// </summary>
    /// <remarks>
    /// The responses have no milliseconds. The fake chooses them so that it lists the entries in the given order. Entries that the
    /// repository already has are skipped.
    /// </remarks>
    /// <returns>The same repository.</returns>
    /// <exception cref="FormatException">The text is not such a response. The message has the line.</exception>
    public FakeRepository LoadHistory(TextReader responses) => Locked(() =>
    {
        ArgumentNullException.ThrowIfNull(responses);
        RecordedHistory.Load(this, responses);
        return this;
    });

    /// <summary>Counts pulls of a tag, and of the image that it points at.</summary>
    /// <exception cref="InvalidOperationException">There is no such tag.</exception>
    public void Pull(string tag, int times = 1) => Locked(() =>
    {
        FakeManifest manifest = RequireLiveEntry(tag).Manifest;
        manifest.Pulls += times;
        manifest.LastPull = _registry.Clock.Now;
        _pulls[tag] = new FakePulls((PullsOf(tag)?.Count ?? 0) + times, _registry.Clock.Now, manifest.Digest);
    });

    /// <summary>Sets how often a tag was pulled, independent of its image.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="count">The number of pulls; 0 for never.</param>
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
        _manifests.GetValueOrDefault(digest) ?? throw new InvalidOperationException($"{FullName} holds no manifest {digest}.");

    private FakeTagEntry RequireLiveEntry(string tag) =>
        History.FindLive(tag) ?? throw new InvalidOperationException($"{FullName} has no tag '{tag}' now.");

    private FakeTagEntry RequireMutableEntry(string tag) =>
        RequireLiveEntry(tag) is var entry && History.IsImmutable(entry)
            ? throw new InvalidOperationException($"The tag '{tag}' of {FullName} is immutable.")
            : entry;
}
