using System.Text.Json;

namespace Quay.Client.History.Tests.AutoPrune;

/// <summary>Creates policies and snapshots as Quay returns them.</summary>
internal static class Policies
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static AutoPrunePolicy Newest(object count, string? pattern = null, bool matches = true) =>
        Read("number_of_tags", $"{count}", pattern, matches);

    public static AutoPrunePolicy Older(string age, string? pattern = null, bool matches = true) =>
        Read("creation_date", JsonSerializer.Serialize(age), pattern, matches);

    public static AutoPrunePolicy Read(string method, string value, string? pattern = null, bool matches = true) =>
        JsonSerializer.Deserialize<AutoPrunePolicy>($$"""
            {
              "uuid": "1ec7e8bd-7c89-4c5a-8425-a645dabbbe3d", "method": "{{method}}", "value": {{value}},
              "tagPattern": {{JsonSerializer.Serialize(pattern)}}, "tagPatternMatches": {{(matches ? "true" : "false")}}
            }
            """)!;

    public static TagHistoryEntry Tag(string name, double daysOld, double? expiresInDays = null, string digest = "sha256:00") => new()
    {
        Name = name,
        ManifestDigest = digest,
        Start = Now.AddDays(-daysOld),
        End = expiresInDays is { } days ? Now.AddDays(days) : null,
    };

    public static RepositorySnapshot Snapshot(IEnumerable<TagHistoryEntry> tags, params string[] unknown) => new()
    {
        Registry = new Uri("https://quay.example/"),
        Repository = "acme/app",
        Instant = Now,
        ReadAt = Now,
        CompleteFrom = Now.AddDays(-14),
        Tags = tags.ToDictionary(tag => tag.Name),
        Unknown = unknown.ToDictionary(tag => tag, _ => "It was moved."),
    };

    public static AutoPruneSimulation Simulate(RepositorySnapshot snapshot, params AutoPrunePolicy[] policies) => AutoPruneReader.Simulate(
        snapshot,
        "NORMAL",
        policies.Select(policy => ScopedAutoPrunePolicy.Of(AutoPruneScope.Repository, "acme/app", policy)),
        []);

    /// <summary>Returns one word per deletion: the tag, and now, later or push; with a question mark if it is uncertain.</summary>
    public static string Summary(AutoPruneSimulation simulation) => string.Join(' ', simulation.Deletions.Select(deletion =>
    {
        string when = deletion.When switch { AutoPruneTime.Now => "now", AutoPruneTime.Later => "later", _ => "push" };
        return $"{deletion.Tag}:{when}{(deletion.IsCertain ? "" : "?")}";
    }));
}
