using Mono.Cecil;

namespace Quay.Client.Tests.Architecture;

/// <summary>The room of a type: its namespace below Quay.Client, or the front door.</summary>
internal static class Room
{
    public const string FrontDoor = "front door";

    private const string Root = "Quay.Client";

    // What generators make for code of a room, in namespaces of their own.
    private static readonly Dictionary<string, string> Generated = new(StringComparer.Ordinal)
    {
        ["Refit.Implementation"] = "Wire",
        ["RefitInternalGenerated.Quay_Client"] = "Wire",
        ["Microsoft.Extensions.Configuration.Binder.SourceGeneration"] = FrontDoor,
        ["System.Runtime.CompilerServices"] = FrontDoor,
    };

    /// <summary>The name of the room; null for what the compiler itself makes outside every namespace.</summary>
    public static string? Of(TypeReference type) => type.Namespace switch
    {
        Root or "Microsoft.Extensions.DependencyInjection" => FrontDoor,
        "" when type.Name.StartsWith('<') => null,
        var space when Generated.TryGetValue(space, out string? room) => room,
        var space when space.StartsWith(Root + ".", StringComparison.Ordinal) => space[(Root.Length + 1)..],
        _ => throw new InvalidOperationException($"{type.FullName} is in no room."),
    };
}
