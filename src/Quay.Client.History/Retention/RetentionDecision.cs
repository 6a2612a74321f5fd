namespace Quay.Client.History;

/// <summary>
/// Decides about all tags of a repository, without I/O. Relations between tags can only keep more of them, and are applied until nothing
/// changes. So the result does not depend on the order of the tags. A tag whose digest is unknown has every relation that it can have.
/// </summary>
internal sealed class RetentionDecision
{
    private readonly RetentionPolicy _policy;
    private readonly RetentionInput _input;
    private readonly RetentionFacts _facts;
    private readonly TagRules _rules;

    // The tags of images by digest. As in Quay, a tag of Cosign is not the tag of an image.
    private readonly ILookup<string, RetentionTag> _images;

    // The tags that Cosign attached to an image with a tag, by the digest of that image.
    private readonly ILookup<string, RetentionTag> _attached;

    // Why tags are kept, regardless of the images that they are attached to.
    private readonly Dictionary<string, (SkipKind Kind, string Reason)> _kept = new(StringComparer.Ordinal);

    // The tags of Cosign whose image is kept.
    private readonly HashSet<string> _keptWithImage = new(StringComparer.Ordinal);

    private RetentionDecision(RetentionPolicy policy, RetentionInput input, RetentionFacts facts)
    {
        (_policy, _input, _facts) = (policy, input, facts);
        _images = input.Tags.Where(tag => tag is { Digest: not null, CosignImage: null })
            .ToLookup(tag => tag.Digest!, StringComparer.Ordinal);
        _attached = input.Tags.Where(IsAttached).ToLookup(tag => tag.CosignImage!, StringComparer.Ordinal);
        _rules = new TagRules(policy, input, facts, Missing);
    }

    public MissingFacts Missing { get; } = new();

    public DateTimeOffset? Expiration => _rules.Expiration;

    // Gets the verdict about each tag, sorted by name.
    public IReadOnlyList<RetentionVerdict> Verdicts { get; private set; } = [];

    // Gets whether the plan leaves no tag, or only protected tags and what is kept because of them.
    public bool SelectsAll => Verdicts.Any(verdict => verdict.Kept is null) && !Verdicts.Any(IsOrdinarySurvivor);

    public static RetentionDecision Of(RetentionPolicy policy, RetentionInput input, RetentionFacts facts)
    {
        var decision = new RetentionDecision(policy, input, facts);
        decision.Decide();
        return decision;
    }

    // Keeps the selected tags, too.
    public void KeepSelected()
    {
        string action = _policy.Expires ? "expire" : "delete";
        string reason = $"the policy would {action} every unprotected tag of the repository, and does not allow that.";
        Verdicts = [.. Verdicts.Select(
            verdict => verdict.Kept is null ? verdict with { Kept = SkipKind.WouldDeleteAll, Reason = reason } : verdict)];
    }

    private static bool IsOrdinarySurvivor(RetentionVerdict verdict) => verdict.Tag is { Entry: not null, CosignImage: null }
        && verdict.Kept is SkipKind.NotSelected or SkipKind.TooYoung or SkipKind.KeptNewest or SkipKind.RecentlyPulled
            or SkipKind.UnsupportedExpiration or SkipKind.Unknown or SkipKind.ReadOnly;

    private void Decide()
    {
        foreach (RetentionTag tag in _input.Tags)
        {
            if (_rules.WhyKept(tag, IsAttached(tag)) is { } why)
            {
                _kept.Add(tag.Name, why);
            }
        }

        KeepShared();
        while (KeepChildren() | KeepSignedImages() | KeepWithImages())
        {
        }

        Missing.Labels.IntersectWith(_input.Tags.Where(IsUndecided).Select(tag => tag.Digest).OfType<string>());
        Missing.Pulls.IntersectWith(_input.Tags.Where(IsUndecided).Select(tag => tag.Name));
        if (Missing.Pulls.Count + Missing.Labels.Count > 0 || !_input.Tags.Any(CanListKeep))
        {
            Missing.Children.Clear();
        }

        Verdicts = [.. _input.Tags.OrderBy(tag => tag.Name, StringComparer.Ordinal).Select(VerdictOf)];
    }

    private RetentionVerdict VerdictOf(RetentionTag tag) =>
        _kept.TryGetValue(tag.Name, out var why) ? new(tag, why.Kind, why.Reason)
        : _keptWithImage.Contains(tag.Name)
            ? new(tag, SkipKind.KeptWithImage, $"its image {ShortDigest.Of(tag.CosignImage)} is kept.")
        : _rules.AlreadyExpires(tag) ? new(tag, SkipKind.AlreadyExpires, $"it already expires at {TimeText.Of(tag.Entry?.End)}.")
        : new(tag, null, _rules.WhySelected(tag, IsAttached(tag)));

    private bool IsAttached(RetentionTag tag) => tag.CosignImage is { } image && _images.Contains(image);

    // Determines whether the policy ends a tag, now or at its expiry.
    private bool IsLeaving(RetentionTag tag) => !_kept.ContainsKey(tag.Name) && !_keptWithImage.Contains(tag.Name);

    // Determines whether more facts can keep a tag, or another tag of the image that it is attached to.
    private bool IsUndecided(RetentionTag tag) => IsLeaving(tag) || (IsAttached(tag) && _images[tag.CosignImage!].Any(IsLeaving));

    private void KeepShared()
    {
        if (_policy.AllowDeletingShared)
        {
            return;
        }

        ILookup<string, RetentionTag> shared = _input.Tags.Where(_rules.IsProtectedByName)
            .ToLookup(tag => tag.Digest ?? "", StringComparer.Ordinal);
        KeepAll(tag => shared[tag.Digest!].FirstOrDefault() is { } same
                ? (SkipKind.SharesProtectedDigest, $"it points at the same manifest as '{same.Name}', which is protected.")
            : shared[""].FirstOrDefault() is { } unknown
                ? (SkipKind.Unknown, $"it can point at the same manifest as '{unknown.Name}', which is protected and unknown.")
            : null);
    }

    private bool KeepChildren()
    {
        var parents = new Dictionary<string, string>(StringComparer.Ordinal);
        string? unknown = _input.Tags.FirstOrDefault(tag => tag is { Digest: null, CosignImage: null })?.Name;
        foreach (RetentionTag list in _input.Tags.Where(tag => tag is { Digest: not null, Entry.IsManifestList: true } && !IsLeaving(tag)))
        {
            foreach (string child in ChildrenOf(list, ref unknown))
            {
                parents.TryAdd(child, list.Name);
            }
        }

        return KeepAll(tag => !CanBelongToList(tag) ? null
            : parents.TryGetValue(tag.CosignImage ?? "", out string? parent)
                || (!_policy.AllowDeletingChildren && parents.TryGetValue(tag.Digest!, out parent))
                ? (SkipKind.ChildOfKeptIndex, $"its image is part of the manifest list '{parent}', which is kept.")
            : unknown is not null ? (SkipKind.Unknown, $"it can belong to the images of '{unknown}', which are unknown.")
            : null);
    }

    // Determines whether a kept manifest list can keep a tag. An image in a list can do without a tag, but not without its signature.
    private bool CanBelongToList(RetentionTag tag) => !_policy.AllowDeletingChildren || tag.CosignImage is not null;

    // Determines whether a kept manifest list can keep a tag that leaves, itself or because of its signature.
    private bool CanListKeep(RetentionTag tag) => IsLeaving(tag) && (CanBelongToList(tag) || _attached.Contains(tag.Digest!));

    private IEnumerable<string> ChildrenOf(RetentionTag list, ref string? unknown)
    {
        if (list.Entry is { ChildManifestsPresence: { } presence } && list.Entry.ChildManifestCount == presence.Count)
        {
            return presence.Keys;
        }

        if (!_facts.Children.TryGetValue(list.Digest!, out IReadOnlyList<string>? children))
        {
            Missing.Children.Add(list.Digest!);
            return [];
        }

        unknown ??= children is null ? list.Name : null;
        return children ?? [];
    }

    // Quay ends the tags of Cosign together with the image, so an image stays if one of them must.
    private bool KeepSignedImages() => KeepAll(tag =>
        tag is { CosignImage: null, Digest: { } digest }
        && _attached[digest].FirstOrDefault(other => _kept.ContainsKey(other.Name)) is { } signature
            ? (SkipKind.KeptSignature, $"its signature '{signature.Name}' is kept: {_kept[signature.Name].Reason}")
            : null);

    private bool KeepWithImages()
    {
        int before = _keptWithImage.Count;
        _keptWithImage.UnionWith(_input.Tags
            .Where(tag => IsAttached(tag) && _images[tag.CosignImage!].Any(image => !IsLeaving(image)))
            .Select(tag => tag.Name)
            .ToList());
        return _keptWithImage.Count > before;
    }

    // Keeps each tag for which there is a reason, unless it is already kept. A tag without a digest always is.
    // Returns whether there was a reason.
    private bool KeepAll(Func<RetentionTag, (SkipKind Kind, string Reason)?> whyKept)
    {
        int before = _kept.Count;
        foreach (RetentionTag tag in _input.Tags.Where(tag => !_kept.ContainsKey(tag.Name)))
        {
            if (whyKept(tag) is { } why)
            {
                _kept.Add(tag.Name, why);
            }
        }

        return _kept.Count > before;
    }
}
