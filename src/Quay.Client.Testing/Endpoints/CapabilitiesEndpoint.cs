using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Handles <c>/registry/capabilities</c>.</summary>
internal static class CapabilitiesEndpoint
{
    [AnonymousAllowed]
    public static FakeResponse Get(Call call) => Responses.Json(new JsonObject
    {
        ["sparse_manifests"] = new JsonObject
        {
            ["supported"] = false,
            ["required_architectures"] = new JsonArray(),
            ["optional_architectures_allowed"] = false,
        },
        ["mirror_architectures"] = new JsonArray("amd64", "arm64", "ppc64le", "s390x"),
    });
}
