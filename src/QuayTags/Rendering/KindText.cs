using Quay.Client.History;

namespace QuayTags;

/// <summary>Describes why tags are kept, in a few words.</summary>
internal static class KindText
{
    public static string Of(SkipKind kind) => kind switch
    {
        SkipKind.ReadOnly => "in a read-only repository",
        SkipKind.UnsupportedName => "with an unsupported name",
        SkipKind.SharesProtectedDigest => "sharing a protected manifest",
        SkipKind.ChildOfKeptIndex => "in a kept manifest list",
        SkipKind.KeptWithImage => "attached to a kept image",
        SkipKind.KeptSignature => "with a kept signature",
        SkipKind.NotSelected => "not selected",
        SkipKind.TooYoung => "too young",
        SkipKind.KeptNewest => "among the newest",
        SkipKind.RecentlyPulled => "recently pulled",
        SkipKind.AlreadyExpires => "already expiring",
        SkipKind.UnsupportedExpiration => "that cannot expire then",
        SkipKind.WouldDeleteAll => "in a repository that would lose all tags",
        SkipKind.NotFound => "not found",
        SkipKind.ManifestDeleted => "without a manifest",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
