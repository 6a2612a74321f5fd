using Mono.Cecil;

namespace Quay.Client.Tests.Architecture;

/// <summary>One type of a room naming a type of another.</summary>
internal sealed record Arrow(string From, string To, string Types)
{
    public override string ToString() => $"{From} -> {To}: {Types}";

    /// <summary>The arrows between the rooms of a package.</summary>
    public static IReadOnlyList<Arrow> In(Package package)
    {
        var arrows = new List<Arrow>();
        foreach ((TypeReference from, TypeReference to) in NamedTypes.In(package.AssemblyFile).Where(pair => pair.To.Scope == pair.From.Scope))
        {
            if (Room.Of(from, package) is { } fromRoom && Room.Of(to, package) is { } toRoom && fromRoom != toRoom)
            {
                arrows.Add(new Arrow(fromRoom, toRoom, $"{from.Name} names {to.Name}"));
            }
        }

        return arrows;
    }

    /// <summary>The rooms that hold a type of a package.</summary>
    public static IReadOnlySet<string> RoomsOf(Package package) =>
        ModuleDefinition.ReadModule(package.AssemblyFile).Types.Select(type => Room.Of(type, package)).OfType<string>().ToHashSet();
}
