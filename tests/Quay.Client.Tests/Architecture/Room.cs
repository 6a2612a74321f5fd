using Mono.Cecil;

namespace Quay.Client.Tests.Architecture;

/// <summary>The room of a type: its namespace below that of the package, or the front door.</summary>
internal static class Room
{
    public const string FrontDoor = "front door";

    // What generators make for code of a room, in namespaces of their own.
    private static readonly Dictionary<string, string> Generated = new(StringComparer.Ordinal)
    {
        ["Refit.Implementation"] = "Wire",
        ["RefitInternalGenerated.Quay_Client"] = "Wire",
        ["Microsoft.Extensions.Configuration.Binder.SourceGeneration"] = FrontDoor,
        ["System.Runtime.CompilerServices"] = FrontDoor,
    };

    /// <summary>The name of the room; null for what the compiler makes outside every namespace, and for expressions that it compiles.</summary>
    public static string? Of(TypeReference type, Package package) => type.Namespace switch
    {
        "Microsoft.Extensions.DependencyInjection" => FrontDoor,
        var space when space == package.Name => FrontDoor,
        "" when type.Name.StartsWith('<') => null,
        "System.Text.RegularExpressions.Generated" => null,
        var space when Generated.TryGetValue(space, out string? room) => room,
        var space when space.StartsWith(package.Name + ".", StringComparison.Ordinal) => space[(package.Name.Length + 1)..],
        _ => throw new InvalidOperationException($"{type.FullName} is in no room."),
    };
}
