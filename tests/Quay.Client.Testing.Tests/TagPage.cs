using System.Text.Json.Nodes;

namespace Quay.Client.Testing.Tests;

/// <summary>One answer of the tag list.</summary>
internal sealed record TagPage(IReadOnlyList<JsonObject> Rows, bool HasAdditional)
{
    public IEnumerable<string> Names => Rows.Select(row => (string)row["name"]!);
}
