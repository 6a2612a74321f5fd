using System.Text.Json.Nodes;

namespace Quay.Client.Testing.Tests.Json;

/// <summary>A file of test data, one JSON object a line.</summary>
internal static class JsonLines
{
    /// <summary>Of each line the named members, in that order.</summary>
    public static IEnumerable<string?[]> Read(string file, params string[] members) =>
        from line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Json", file))
        let entry = JsonNode.Parse(line)
        select members.Select(member => entry[member]?.GetValue<string>()).ToArray();
}
