using System.Text;
using System.Text.Json.Nodes;

namespace Quay.Client.Tests.Conventions;

/// <summary>The JSON objects of the recorded answers, by what they are in Quay's API.</summary>
internal static class RecordedJson
{
    private static readonly JsonObject[] Answers = [.. Exchanges().Concat(History())];

    /// <summary>The answers of the tag list.</summary>
    public static IReadOnlyList<JsonObject> Pages { get; } =
        [.. Answers.Where(answer => answer["tags"] is JsonArray && answer.ContainsKey("has_additional"))];

    /// <summary>The rows of all pages.</summary>
    public static IReadOnlyList<JsonObject> Rows { get; } = [.. Pages.SelectMany(page => page["tags"]!.AsArray()).Select(row => row!.AsObject())];

    /// <summary>The answers of the repository endpoint.</summary>
    public static IReadOnlyList<JsonObject> Repositories { get; } =
        [.. Answers.Where(answer => answer.ContainsKey("namespace") && answer.ContainsKey("can_write"))];

    /// <summary>The entries of the repositories' tag maps.</summary>
    public static IReadOnlyList<JsonObject> RepositoryTags { get; } =
        [.. Repositories.Select(repository => repository["tags"]).OfType<JsonObject>().SelectMany(tags => tags).Select(tag => tag.Value!.AsObject())];

    /// <summary>The days of the repositories' statistics.</summary>
    public static IReadOnlyList<JsonObject> Stats { get; } =
        [.. Repositories.Select(repository => repository["stats"]).OfType<JsonArray>().SelectMany(stats => stats).Select(stat => stat!.AsObject())];

    private static IEnumerable<JsonObject> Exchanges() => Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Recorded", "exchanges"), "*.http")
        .Select(file => File.ReadAllText(file, Encoding.UTF8))
        .Where(IsGoodAnswerToGet)
        .Select(text => JsonNode.Parse(Body(text)))
        .OfType<JsonObject>();

    private static IEnumerable<JsonObject> History() => File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Recorded", "history-2500.jsonl"))
        .Select(line => JsonNode.Parse(line)!.AsObject());

    private static bool IsGoodAnswerToGet(string exchange) =>
        exchange.Contains(">>> REQUEST\nGET /api/v1/repository", StringComparison.Ordinal)
        && Response(exchange).StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal);

    private static string Body(string exchange) => Response(exchange).Split("\r\n\r\n", 2)[1];

    private static string Response(string exchange) => exchange.Split("<<< RESPONSE\n", 2)[1];
}
