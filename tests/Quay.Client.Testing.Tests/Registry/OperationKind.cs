namespace Quay.Client.Testing.Tests.Registry;

/// <summary>Specifies the kind of a <see cref="RepositoryOperation"/>.</summary>
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
