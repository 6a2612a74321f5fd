using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>
/// Handles <c>…/manifest/{digest}/security</c>. As in Quay, no live tag is needed, and <c>vulnerabilities</c> has no effect.
/// </summary>
internal static class SecurityEndpoint
{
    [AnonymousAllowed]
    public static FakeResponse Get(Call call)
    {
        call.RequireRole(FakeRole.Read);
        FakeManifest manifest = call.RequireRepository().FindManifest(call["digest"]) ?? throw call.NotFound();
        if (manifest.ScannerFailure is { } failure)
        {
            throw call.Error(520, "downstream_issue", failure);
        }

        return Responses.Json(new JsonObject
        {
            ["status"] = manifest.SecurityStatus,
            ["data"] = manifest is { SecurityStatus: "scanned", SecurityData: { } data } ? JsonNode.Parse(data) : null,
        });
    }
}
