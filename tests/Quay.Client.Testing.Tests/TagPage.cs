using System.Text.Json.Nodes;

namespace Quay.Client.Testing.Tests;

/// <summary>Represents one page of the tag list.</summary>
internal sealed record TagPage(IReadOnlyList<JsonObject> Entries, bool HasAdditional)
{
    public IEnumerable<string> Names => Entries.Select(entry => (string)entry["name"]!);
}
