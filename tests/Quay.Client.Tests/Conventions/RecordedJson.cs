using System.Text.Json.Nodes;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Tests.Conventions;

/// <summary>Provides the JSON objects of the recorded responses, grouped by their kind in Quay's API.</summary>
internal static class RecordedJson
{
    private static readonly JsonObject[] Responses = [.. Exchanges().Concat(History())];

    /// <summary>Gets the pages of the tag history.</summary>
    public static IReadOnlyList<JsonObject> Pages { get; } =
        [.. Responses.Where(response => response["tags"] is JsonArray && response.ContainsKey("has_additional"))];

    /// <summary>Gets the entries of all pages of the tag history.</summary>
    public static IReadOnlyList<JsonObject> HistoryEntries { get; } = [.. Pages.SelectMany(page =>
        page["tags"]!.AsArray()).Select(item => item!.AsObject())];

    /// <summary>Gets the responses of the repository endpoint.</summary>
    public static IReadOnlyList<JsonObject> Repositories { get; } =
        [.. Responses.Where(response => response.ContainsKey("namespace") && response.ContainsKey("can_write"))];

    /// <summary>Gets the values of the repositories' tag maps.</summary>
    public static IReadOnlyList<JsonObject> RepositoryTags { get; } =
    [
        .. Repositories.Select(repository => repository["tags"]).OfType<JsonObject>()
            .SelectMany(tags => tags).Select(tag => tag.Value!.AsObject()),
    ];

    /// <summary>Gets the days of the repositories' statistics.</summary>
    public static IReadOnlyList<JsonObject> Stats { get; } =
    [
        .. Repositories.Select(repository => repository["stats"]).OfType<JsonArray>()
            .SelectMany(stats => stats).Select(stat => stat!.AsObject()),
    ];

    /// <summary>Gets the items of the repository lists.</summary>
    public static IReadOnlyList<JsonObject> RepositoryListItems { get; } =
        [
            .. Responses.Select(response => response["repositories"]).OfType<JsonArray>()
                .SelectMany(items => items).Select(item => item!.AsObject()),
        ];

    /// <summary>Gets the users.</summary>
    public static IReadOnlyList<JsonObject> Users { get; } = [.. Responses.Where(response => response.ContainsKey("username"))];

    /// <summary>Gets the organizations of the users.</summary>
    public static IReadOnlyList<JsonObject> Organizations { get; } =
        [.. Users.SelectMany(user => user["organizations"]!.AsArray()).Select(organization => organization!.AsObject())];

    /// <summary>Gets the responses of the manifest endpoint.</summary>
    public static IReadOnlyList<JsonObject> Manifests { get; } = [.. Responses.Where(response => response.ContainsKey("manifest_data"))];

    /// <summary>Gets the layers of all manifests.</summary>
    public static IReadOnlyList<JsonObject> Layers { get; } =
        [.. Manifests.SelectMany(manifest => manifest["layers"]!.AsArray()).Select(layer => layer!.AsObject())];

    /// <summary>Gets the labels of the label lists.</summary>
    public static IReadOnlyList<JsonObject> Labels { get; } =
        [
            .. Responses.Select(response => response["labels"]).OfType<JsonArray>()
                .SelectMany(labels => labels).Select(label => label!.AsObject()),
        ];

    /// <summary>Gets the pull counts of manifests.</summary>
    public static IReadOnlyList<JsonObject> ManifestPulls { get; } =
        [.. Responses.Where(response => response.ContainsKey("manifest_pull_count") && !response.ContainsKey("tag_name"))];

    /// <summary>Gets the pull counts of tags.</summary>
    public static IReadOnlyList<JsonObject> TagPulls { get; } = [.. Responses.Where(response => response.ContainsKey("tag_pull_count"))];

    /// <summary>Gets the entries of the usage logs.</summary>
    public static IReadOnlyList<JsonObject> LogEntries { get; } =
        [
            .. Responses.Select(response => response["logs"]).OfType<JsonArray>()
                .SelectMany(entries => entries).Select(entry => entry!.AsObject()),
        ];

    /// <summary>Gets the performers of the usage logs' entries.</summary>
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
