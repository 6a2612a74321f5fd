namespace Quay.Client.History;

/// <summary>Applies the rules of a policy that concern one tag, without regard to the verdicts about others.</summary>
internal sealed class TagRules
{
    private readonly RetentionPolicy _policy;
    private readonly RetentionInput _input;
    private readonly RetentionFacts _facts;
    private readonly MissingFacts _missing;

    // The starts of the matching tags of each group, the newest first. A signature is not a version, so tags of Cosign do not count.
    private readonly Dictionary<string, List<DateTimeOffset>> _starts;

    public TagRules(RetentionPolicy policy, RetentionInput input, RetentionFacts facts, MissingFacts missing)
    {
        (_policy, _input, _facts, _missing) = (policy, input, facts, missing);
        Expiration = policy.ExpireAt
            ?? (policy.ExpireAfter is { } after ? RetentionHorizon.Second(input.Now.Plus(after)) : default(DateTimeOffset?));
        _starts = input.Tags
            .Where(tag => tag is { Entry.Start: not null, CosignImage: null } && IsSelected(tag))
            .GroupBy(GroupOf, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(tag => tag.Entry!.Start!.Value).OrderDescending().ToList());
    }

    // Gets when selected tags expire; null if they are deleted.
    public DateTimeOffset? Expiration { get; }

    public bool IsProtectedByName(RetentionTag tag) => ProtectingGlob(tag) is not null;

    // Returns why a tag is kept; null if these rules select it. A tag that Cosign attached to an image follows the image.
    public (SkipKind Kind, string Reason)? WhyKept(RetentionTag tag, bool isAttached) =>
        WhyUnchangeable(tag) ?? WhyProtected(tag)
        ?? (isAttached ? null : WhyNotSelected(tag))
        ?? WhyYoung(tag)
        ?? (isAttached ? null : WhyNewest(tag) ?? WhyNotOld(tag) ?? WhyPulled(tag))
        ?? WhyLabeled(tag)
        ?? WhyUnsupportedExpiration(tag);

    // Determines whether a selected tag needs no new expiry.
    public bool AlreadyExpires(RetentionTag tag) => tag.Entry?.End <= Expiration;

    // Returns which rules select a tag that no rule keeps.
    public string WhySelected(RetentionTag tag, bool isAttached)
    {
        string since = $"dates from {TimeText.Of(tag.Entry?.Start)}";
        string?[] rules = isAttached ? [$"goes with its image {ShortDigest.Of(tag.CosignImage)}", since] :
        [
            _policy.Tags.FirstOrDefault(glob => TagGlob.Matches(glob, tag.Name)) is { } glob ? $"matches '{glob}'" : null,
            _policy.TagsRegex is { } regex ? $"matches '{regex}'" : null,
            since,
            _policy.NotPulledFor is { } idle ? $"was not pulled for {Duration.Words(idle)}" : null,
            _policy.KeepNewest is { } count && tag.CosignImage is null ? $"is not {Newest(count)}" : null,
        ];
        return $"it {PolicySentence.Joined(rules.OfType<string>(), "and")}.";
    }

    private static (SkipKind Kind, string Reason) Unknown(string reason) => (SkipKind.Unknown, reason);

    private static string Newest(int count) => count == 1 ? "the newest" : $"among the {count} newest";

    private static bool IsLabel(ManifestLabel label, string text) => text == label.Key || text == $"{label.Key}={label.Value}";

    private (SkipKind Kind, string Reason)? WhyUnchangeable(RetentionTag tag) => tag switch
    {
        _ when _input.State is not (null or "NORMAL") =>
            (SkipKind.ReadOnly, $"the repository is in the state {_input.State}, in which tags cannot be changed."),
        { UnknownReason: { } reason } => Unknown($"what it points at is unknown: {reason}"),
        { Digest: null } => Unknown(UnknownReason.NoDigest),
        _ when !(TagName.TryParse(tag.Name, out TagName name) && (_policy.Expires ? name.CanBePushed : name.IsAddressable)) =>
            (SkipKind.UnsupportedName, "no request can change a tag with this name."),
        { Entry.Immutable: true } => (SkipKind.Immutable, "it is immutable, and Quay refuses to change it."),
        _ => null,
    };

    private (SkipKind Kind, string Reason)? WhyProtected(RetentionTag tag) =>
        ProtectingGlob(tag) is { } glob ? (SkipKind.Protected, $"it matches '{glob}', which the policy protects.")
        : _policy.ProtectDigests.Any(digest => digest.ToString() == tag.Digest)
            ? (SkipKind.Protected, $"it points at {ShortDigest.Of(tag.Digest)}, which the policy protects.")
        : null;

    private (SkipKind Kind, string Reason)? WhyNotSelected(RetentionTag tag) =>
        IsSelected(tag) ? null : (SkipKind.NotSelected, "its name does not match the policy.");

    private (SkipKind Kind, string Reason)? WhyYoung(RetentionTag tag) =>
        tag.Entry?.Start is not { } start ? Unknown("it is unknown since when it has pointed at its manifest.")
        : start.Plus(_policy.Grace) > _input.Now
            ? (SkipKind.TooYoung, $"it dates from {start:u}, and the grace period is {Duration.Words(_policy.Grace)}.")
        : null;

    private (SkipKind Kind, string Reason)? WhyNewest(RetentionTag tag) => _policy.KeepNewest is { } count
        && tag.CosignImage is null
        && _starts.TryGetValue(GroupOf(tag), out List<DateTimeOffset>? starts)
        && (starts.Count <= count || tag.Entry?.Start >= starts[count - 1])
            ? (SkipKind.KeptNewest, $"it is {Newest(count)}.")
            : null;

    private (SkipKind Kind, string Reason)? WhyNotOld(RetentionTag tag) =>
        _policy.OlderThan is { } age && tag.Entry?.Start?.Plus(age) > _input.Now
            ? (SkipKind.TooYoung, $"it dates from {TimeText.Of(tag.Entry.Start)}, less than {Duration.Words(age)} ago.")
            : null;

    private (SkipKind Kind, string Reason)? WhyPulled(RetentionTag tag)
    {
        if (_policy.NotPulledFor is not { } idle)
        {
            return null;
        }

        if (tag.Entry?.Start?.Plus(idle) > _input.Now)
        {
            return (SkipKind.TooYoung, $"it dates from {TimeText.Of(tag.Entry.Start)}, less than {Duration.Words(idle)} ago.");
        }

        if (!_facts.Pulls.TryGetValue(tag.Name, out LastPull pull))
        {
            _missing.Pulls.Add(tag.Name);
            return null;
        }

        return pull.UnknownReason is { } reason ? Unknown($"when it was last pulled is unknown: {reason}")
            : pull.Time?.Plus(idle) > _input.Now
                ? (SkipKind.RecentlyPulled, $"it was last pulled before {TimeText.Of(pull.Time)}, less than {Duration.Words(idle)} ago.")
            : null;
    }

    private (SkipKind Kind, string Reason)? WhyLabeled(RetentionTag tag)
    {
        if (_policy.ProtectLabels.Count == 0 || _missing.Pulls.Contains(tag.Name))
        {
            return null;
        }

        if (!_facts.Labels.TryGetValue(tag.Digest!, out IReadOnlyList<ManifestLabel>? labels))
        {
            _missing.Labels.Add(tag.Digest!);
            return null;
        }

        return labels is null ? Unknown("the labels of its manifest cannot be read, because Quay does not find the manifest.")
            : _policy.ProtectLabels.FirstOrDefault(label => labels.Any(other => IsLabel(other, label))) is { } found
                ? (SkipKind.Protected, $"its manifest has the label '{found}', which the policy protects.")
            : null;
    }

    private (SkipKind Kind, string Reason)? WhyUnsupportedExpiration(RetentionTag tag) =>
        Expiration is { } expiration
        && tag.Entry?.Start is { } start
        && !AlreadyExpires(tag)
        && ExpirationLimits.Of(start).Clamp(expiration) is var limited
        && limited != expiration
            ? (SkipKind.UnsupportedExpiration, $"Quay would change its expiry to {limited:u}: it counts the limits from {start:u}.")
            : null;

    private string? ProtectingGlob(RetentionTag tag) => _policy.ProtectTags.FirstOrDefault(glob => TagGlob.Matches(glob, tag.Name));

    private bool IsSelected(RetentionTag tag) => (_policy.Tags.Count == 0 || _policy.Tags.Any(glob => TagGlob.Matches(glob, tag.Name)))
        && _policy.Regex?.IsMatch(tag.Name) != false;

    private string GroupOf(RetentionTag tag) =>
        _policy is { Regex: { } regex, GroupBy: { } group } && regex.Match(tag.Name) is { Success: true } match
            ? match.Groups[group].Value
            : "";
}
