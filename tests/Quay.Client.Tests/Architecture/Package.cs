namespace Quay.Client.Tests.Architecture;

/// <summary>A package of this repository, as it is compiled.</summary>
internal sealed record Package(string Name, string AssemblyFile)
{
    public static IReadOnlyList<Package> All { get; } =
    [
        new("Quay.Client", typeof(QuayClient).Assembly.Location),
        new("Quay.Client.Testing", typeof(Testing.FakeQuay).Assembly.Location),
    ];

    public static Package Of(string name) => All.Single(package => package.Name == name);
}
