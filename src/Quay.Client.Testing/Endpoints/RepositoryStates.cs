namespace Quay.Client.Testing;

/// <summary>Converts repository states to and from Quay's names.</summary>
internal static class RepositoryStates
{
    public static string NameOf(FakeRepositoryState state) => state switch
    {
        FakeRepositoryState.Normal => "NORMAL",
        FakeRepositoryState.ReadOnly => "READ_ONLY",
        _ => "MIRROR",
    };

    public static FakeRepositoryState Parse(string name) => Enum.GetValues<FakeRepositoryState>().Single(state => NameOf(state) == name);
}
