using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Handles <c>…/pull_statistics</c> of tags and manifests.</summary>
internal static class PullStatisticsEndpoints
{
    /// <summary>Returns the counts of a tag. As in Quay, <c>current_manifest_digest</c> is the digest that was last pulled.</summary>
    public static FakeResponse OfTag(Call call)
    {
        call.RequireRole(FakeRole.Read);
        FakeRepository repository = call.RequireRepository();
        FakeTagEntry entry = repository.History.FindLive(call["tag"]) ?? throw call.NotFound();
        FakePulls? pulls = repository.PullsOf(entry.Name);
        return Responses.Json(new JsonObject
        {
            ["tag_name"] = entry.Name,
            ["tag_pull_count"] = pulls?.Count ?? 0,
            ["last_tag_pull_date"] = Date(pulls?.Last),
            ["current_manifest_digest"] = pulls?.Digest ?? entry.Digest,
            ["manifest_pull_count"] = entry.Manifest.Pulls,
            ["last_manifest_pull_date"] = Date(entry.Manifest.LastPull),
        });
    }

    public static FakeResponse OfManifest(Call call)
    {
        call.RequireRole(FakeRole.Read);
        FakeManifest manifest = ManifestEndpoint.RequireInUse(call);
        return Responses.Json(new JsonObject
        {
            ["manifest_digest"] = manifest.Digest,
            ["manifest_pull_count"] = manifest.Pulls,
            ["last_manifest_pull_date"] = Date(manifest.LastPull),
        });
    }

    private static string? Date(DateTimeOffset? time) => time is { } known ? Rfc2822Date.Of(known) : null;
}
