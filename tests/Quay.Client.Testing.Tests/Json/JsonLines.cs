using System.Text.Json.Nodes;

namespace Quay.Client.Testing.Tests.Json;

/// <summary>Reads files of test data with one JSON object per line.</summary>
internal static class JsonLines
{
    /// <summary>Returns the named members of each line, in that order.</summary>
    public static IEnumerable<string?[]> Read(string file, params string[] members) =>
        from line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Json", file))
        let entry = JsonNode.Parse(line)
        select members.Select(member => entry[member]?.GetValue<string>()).ToArray();
}
