using Quay.Client.History;

namespace QuayTags;

/// <summary>Names the kinds of events for people.</summary>
internal static class KindName
{
    public static string Of(TagEventKind kind) => kind switch
    {
        TagEventKind.Began => "first known",
        TagEventKind.Created => "created",
        TagEventKind.Moved => "moved",
        TagEventKind.PushedAgain => "pushed again",
        TagEventKind.Reverted => "reverted",
        TagEventKind.Removed => "deleted or expired",
        TagEventKind.Expired => "expired",
        TagEventKind.WillExpire => "will expire",
        TagEventKind.PermanentlyDeleted => "permanently deleted",
        TagEventKind.MadeImmutable => "made immutable",
        _ => $"{kind}",
    };
}
