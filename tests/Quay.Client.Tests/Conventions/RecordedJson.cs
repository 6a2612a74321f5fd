using System.Text.Json.Nodes;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Tests.Conventions;

/// <summary>The JSON objects of the recorded answers, by what they are in Quay's API.</summary>
internal static class RecordedJson
{
    private static readonly JsonObject[] Answers = [.. Exchanges().Concat(History())];

    /// <summary>The answers of the tag list.</summary>
    public static IReadOnlyList<JsonObject> Pages { get; } =
        [.. Answers.Where(answer => answer["tags"] is JsonArray && answer.ContainsKey("has_additional"))];

    /// <summary>The rows of all pages.</summary>
    public static IReadOnlyList<JsonObject> Rows { get; } = [.. Pages.SelectMany(page =>
        page["tags"]!.AsArray()).Select(row => row!.AsObject())];

    /// <summary>The answers of the repository endpoint.</summary>
    public static IReadOnlyList<JsonObject> Repositories { get; } =
        [.. Answers.Where(answer => answer.ContainsKey("namespace") && answer.ContainsKey("can_write"))];

    /// <summary>The entries of the repositories' tag maps.</summary>
    public static IReadOnlyList<JsonObject> RepositoryTags { get; } =
    [
        .. Repositories.Select(repository => repository["tags"]).OfType<JsonObject>()
            .SelectMany(tags => tags).Select(tag => tag.Value!.AsObject()),
    ];

    /// <summary>The days of the repositories' statistics.</summary>
    public static IReadOnlyList<JsonObject> Stats { get; } =
    [
        .. Repositories.Select(repository => repository["stats"]).OfType<JsonArray>()
            .SelectMany(stats => stats).Select(stat => stat!.AsObject()),
    ];

    /// <summary>The rows of the lists of repositories.</summary>
    public static IReadOnlyList<JsonObject> RepositoryRows { get; } =
        [.. Answers.Select(answer => answer["repositories"]).OfType<JsonArray>().SelectMany(rows => rows).Select(row => row!.AsObject())];

    /// <summary>The users.</summary>
    public static IReadOnlyList<JsonObject> Users { get; } = [.. Answers.Where(answer => answer.ContainsKey("username"))];

    /// <summary>The organizations of the users.</summary>
    public static IReadOnlyList<JsonObject> Organizations { get; } =
        [.. Users.SelectMany(user => user["organizations"]!.AsArray()).Select(organization => organization!.AsObject())];

    /// <summary>The answers of the manifest endpoint.</summary>
    public static IReadOnlyList<JsonObject> Manifests { get; } = [.. Answers.Where(answer => answer.ContainsKey("manifest_data"))];

    /// <summary>The layers of all manifests.</summary>
    public static IReadOnlyList<JsonObject> Layers { get; } =
        [.. Manifests.SelectMany(manifest => manifest["layers"]!.AsArray()).Select(layer => layer!.AsObject())];

    /// <summary>The labels of the lists of them.</summary>
    public static IReadOnlyList<JsonObject> Labels { get; } =
        [.. Answers.Select(answer => answer["labels"]).OfType<JsonArray>().SelectMany(labels => labels).Select(label => label!.AsObject())];

    /// <summary>How often manifests were pulled.</summary>
    public static IReadOnlyList<JsonObject> ManifestPulls { get; } =
        [.. Answers.Where(answer => answer.ContainsKey("manifest_pull_count") && !answer.ContainsKey("tag_name"))];

    /// <summary>How often tags were pulled.</summary>
    public static IReadOnlyList<JsonObject> TagPulls { get; } = [.. Answers.Where(answer => answer.ContainsKey("tag_pull_count"))];

    /// <summary>The entries of usage logs.</summary>
    public static IReadOnlyList<JsonObject> LogEntries { get; } =
        [.. Answers.Select(answer => answer["logs"]).OfType<JsonArray>().SelectMany(entries => entries).Select(entry => entry!.AsObject())];

    /// <summary>Those who did what is in usage logs.</summary>
    public static IReadOnlyList<JsonObject> Performers { get; } = [.. LogEntries.Select(entry => entry["performer"]).OfType<JsonObject>()];

    private static IEnumerable<JsonObject> Exchanges() => RecordedExchange.All()
        .Where(exchange => exchange is { Method: "GET", Status: 200 }
            && (exchange.Target.StartsWith("/api/v1/repository", StringComparison.Ordinal) || exchange.RequestPath == "/api/v1/user/"))
        .Select(exchange => JsonNode.Parse(exchange.Body))
        .OfType<JsonObject>();

    private static IEnumerable<JsonObject> History() => File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Recorded", "history-2500.jsonl"))
        .Select(line => JsonNode.Parse(line)!.AsObject());
}
