using Mono.Cecil;

namespace Quay.Client.Tests.Architecture;

/// <summary>One type of a room naming a type of another.</summary>
internal sealed record Arrow(string From, string To, string Types)
{
    public override string ToString() => $"{From} -> {To}: {Types}";

    /// <summary>The arrows between the rooms of the package.</summary>
    public static IReadOnlyList<Arrow> InThePackage()
    {
        var arrows = new List<Arrow>();
        foreach ((TypeReference from, TypeReference to) in NamedTypes.In(typeof(QuayClient).Assembly.Location).Where(pair => pair.To.Scope == pair.From.Scope))
        {
            if (Room.Of(from) is { } fromRoom && Room.Of(to) is { } toRoom && fromRoom != toRoom)
            {
                arrows.Add(new Arrow(fromRoom, toRoom, $"{from.Name} names {to.Name}"));
            }
        }

        return arrows;
    }

    /// <summary>The rooms that hold a type of the package.</summary>
    public static IReadOnlySet<string> Rooms() =>
        ModuleDefinition.ReadModule(typeof(QuayClient).Assembly.Location).Types.Select(Room.Of).OfType<string>().ToHashSet();
}
