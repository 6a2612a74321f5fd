using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Handles <c>/config</c>, the public settings of the web interface.</summary>
internal static class WebConfigEndpoint
{
    [AnonymousAllowed]
    public static FakeResponse Get(Call call)
    {
        FakeFeatures features = call.Registry.Features;
        Version version = call.Registry.Version;
        var body = new JsonObject
        {
            ["account_recovery_mode"] = false,
            ["config"] = new JsonObject
            {
                ["FEATURE_AUTO_PRUNE"] = features.AutoPrune,
                ["FEATURE_REPO_MIRROR"] = features.RepositoryMirror,
                ["PERMANENTLY_DELETE_TAGS"] = features.PermanentTagDeletion,
            },
            ["external_login"] = new JsonArray(),
            ["features"] = new JsonObject
            {
                ["ANONYMOUS_ACCESS"] = features.AnonymousAccess,
                ["AUTO_PRUNE"] = features.AutoPrune,
                ["BILLING"] = features.Billing,
                ["IMAGE_PULL_STATS"] = features.PullStatistics,
                ["IMMUTABLE_TAGS"] = features.ImmutableTags,
                ["REPO_MIRROR"] = features.RepositoryMirror,
                ["SECURITY_SCANNER"] = features.SecurityScanner,
            },
            ["oauth"] = new JsonObject(),
            ["registry_state"] = features.RegistryIsReadOnly ? "readonly" : "normal",
        };
        if (call.Registry.IsAtLeast(16))
        {
            // Like quay.io, a server with billing hides its version.
            body["version_number"] = features.Billing ? "" : $"Quay v{version.Major}.{version.Minor}.{Math.Max(version.Build, 0)}";
        }

        return Responses.CompactJson(200, body);
    }
}
