namespace Quay.Client.Testing.Tests.Registry;

/// <summary>The kinds of what happens to a repository.</summary>
internal enum OperationKind
{
    Push,
    PushNew,
    PushList,
    Move,
    Restore,
    Delete,
    Expire,
    NeverExpire,
    DeletePermanently,
    DeleteFromHistory,
    MakeImmutable,
    MakeMutable,
    Label,
    Wait,
    Collect,
}
