using System.Text.RegularExpressions;
using Quay.Client.Testing;

namespace Quay.Client.History.Tests.Retention;

/// <summary>
/// Applies the rules of a policy to the data of the fake, without any code of the package: it collects every reason to keep each tag, and
/// repeats all rules until no reason is added. A tag without a reason is selected.
/// </summary>
internal sealed class RetentionOracle
{
    private readonly FakeRepository _app;
    private readonly RetentionPolicy _policy;
    private readonly DateTimeOffset _now;
    private readonly bool _countsPulls;
    private readonly HashSet<string> _unknown;
    private readonly FakeTagEntry[] _tags;
    private readonly Dictionary<string, HashSet<SkipKind>> _reasons;

    public RetentionOracle(RandomRetention random, RetentionPolicy policy)
    {
        (_app, _policy, _now) = (random.App, policy, random.Quay.Now);
        _countsPulls = random.Quay.Quay.Features.PullStatistics;
        _unknown = random.Unknown;
        _tags = [.. _app.Tags];
        _reasons = _tags.ToDictionary(tag => tag.Name, OwnReasons);
        int before;
        do
        {
            before = _reasons.Values.Sum(reasons => reasons.Count);
            foreach (FakeTagEntry tag in _tags)
            {
                AddRelations(tag);
            }
        }
        while (_reasons.Values.Sum(reasons => reasons.Count) > before);
    }

    /// <summary>Gets every reason to keep each tag.</summary>
    public IReadOnlyDictionary<string, HashSet<SkipKind>> Reasons => _reasons;

    /// <summary>Gets the tags that no rule keeps, except those that already expire in time.</summary>
    public IEnumerable<string> Selected =>
        _tags.Where(tag => !Stays(tag) && !(tag.End <= _policy.ExpireAt)).Select(tag => tag.Name);

    private HashSet<SkipKind> OwnReasons(FakeTagEntry tag)
    {
        var reasons = new HashSet<SkipKind>();
        void KeepIf(bool condition, SkipKind kind)
        {
            if (condition)
            {
                reasons.Add(kind);
            }
        }

        bool follows = Follows(tag);
        bool hasStart = tag.Start > DateTimeOffset.UnixEpoch;
        KeepIf(_app.State != FakeRepositoryState.Normal, SkipKind.ReadOnly);
        KeepIf(tag.IsImmutable, SkipKind.Immutable);
        KeepIf(Any(_policy.ProtectTags, tag.Name), SkipKind.Protected);
        KeepIf(_policy.ProtectDigests.Any(digest => $"{digest}" == tag.Digest), SkipKind.Protected);
        KeepIf(
            tag.Manifest.Labels.Any(own => _policy.ProtectLabels.Any(label => label == own.Key || label == own.Key + "=" + own.Value)),
            SkipKind.Protected);
        KeepIf(!hasStart || IsUnknown(tag), SkipKind.Unknown);
        KeepIf(_now - tag.Start < (_policy.GracePeriod ?? TimeSpan.FromDays(1)), SkipKind.TooYoung);
        if (!follows)
        {
            KeepIf(!IsSelected(tag), SkipKind.NotSelected);
            KeepIf(_policy.OlderThan > _now - tag.Start, SkipKind.TooYoung);
            KeepIf(IsNewest(tag), SkipKind.KeptNewest);
            KeepIf(_policy.NotPulledFor > _now - tag.Start, SkipKind.TooYoung);
            KeepIf(_policy.NotPulledFor > _now - LastPull(tag), SkipKind.RecentlyPulled);
            KeepIf(_policy.NotPulledFor is not null && !_countsPulls, SkipKind.Unknown);
        }

        if (_policy.ExpireAt is { } end && hasStart && !(tag.End <= end))
        {
            KeepIf(end < tag.Start.AddHours(1) || end > tag.Start.AddDays(728), SkipKind.UnsupportedExpiration);
        }

        return reasons;
    }

    private void AddRelations(FakeTagEntry tag)
    {
        foreach (FakeTagEntry other in _tags)
        {
            if (IsUnknown(other))
            {
                AddPossibleRelations(tag, other);
            }
            else
            {
                AddRelations(tag, other);
            }

            bool isImageOf = CosignImage(other) == tag.Digest && CosignImage(tag) is null;
            if (isImageOf && _reasons[other.Name].Any(reason => reason != SkipKind.KeptWithImage))
            {
                _reasons[tag.Name].Add(SkipKind.KeptSignature);
            }

        }
    }

    private void AddRelations(FakeTagEntry tag, FakeTagEntry other)
    {
        if (!_policy.AllowDeletingShared && other.Digest == tag.Digest && Any(_policy.ProtectTags, other.Name))
        {
            _reasons[tag.Name].Add(SkipKind.SharesProtectedDigest);
        }

        bool isPart = other.Manifest.Children.Any(
            child => (child == tag.Digest && !_policy.AllowDeletingChildren) || child == CosignImage(tag));
        if (isPart && Stays(other))
        {
            _reasons[tag.Name].Add(SkipKind.ChildOfKeptIndex);
        }

        if (CosignImage(tag) == other.Digest && CosignImage(other) is null && Stays(other))
        {
            _reasons[tag.Name].Add(SkipKind.KeptWithImage);
        }
    }

    // The other tag can point at any manifest: the same one, the image of a signature, or a list. A tag of Cosign points at no image.
    private void AddPossibleRelations(FakeTagEntry tag, FakeTagEntry other)
    {
        bool canShare = Any(_policy.ProtectTags, other.Name);
        bool canBeImage = CosignImage(other) is null && CosignImage(tag) is not null;
        bool canBeList = CosignImage(other) is null;
        if ((canShare && !_policy.AllowDeletingShared) || canBeImage || (canBeList && !_policy.AllowDeletingChildren))
        {
            _reasons[tag.Name].Add(SkipKind.Unknown);
        }
    }

    private bool Stays(FakeTagEntry tag) => _reasons[tag.Name].Count > 0;

    private bool IsNewest(FakeTagEntry tag)
    {
        bool IsRival(FakeTagEntry other) =>
            other.Start > tag.Start && CosignImage(other) is null && IsSelected(other) && Group(other) == Group(tag);
        return _policy.KeepNewest is { } count
            && CosignImage(tag) is null
            && IsSelected(tag)
            && tag.Start > DateTimeOffset.UnixEpoch
            && _tags.Count(IsRival) < count;
    }

    private static DateTimeOffset? LastPull(FakeTagEntry tag) =>
        tag.Manifest.LastPull is { } pull ? new DateTimeOffset(pull.Date.AddDays(1), TimeSpan.Zero) : null;

    private bool Follows(FakeTagEntry tag) =>
        CosignImage(tag) is { } image && _tags.Any(other => other.Digest == image && CosignImage(other) is null && !IsUnknown(other));

    private bool IsUnknown(FakeTagEntry tag) => _unknown.Contains(tag.Name);

    private bool IsSelected(FakeTagEntry tag) => (_policy.Tags.Count == 0 || Any(_policy.Tags, tag.Name))
        && (_policy.TagsRegex is not { } regex || Regex.Match(tag.Name, regex).Length == tag.Name.Length);

    private string Group(FakeTagEntry tag) =>
        _policy.GroupBy is { } group ? Regex.Match(tag.Name, $"^(?:{_policy.TagsRegex})$").Groups[group].Value : "";

    private static bool Any(IEnumerable<string> globs, string tag) => globs.Any(glob => Regex.IsMatch(
        tag, "^" + Regex.Escape(glob).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$"));

    private static string? CosignImage(FakeTagEntry tag) =>
        tag.Name.StartsWith("sha256-", StringComparison.Ordinal) ? tag.Name.Split('.')[0].Replace('-', ':') : null;
}
