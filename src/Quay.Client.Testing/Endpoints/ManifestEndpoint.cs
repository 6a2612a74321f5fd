using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Handles <c>…/manifest/{digest}</c>.</summary>
internal static class ManifestEndpoint
{
    public static FakeResponse Get(Call call)
    {
        call.RequireRole(FakeRole.Read);
        FakeManifest manifest = RequireInUse(call);
        if (manifest.Data is "")
        {
            throw call.NotFound();
        }

        var json = new JsonObject
        {
            ["digest"] = manifest.Digest,
            ["is_manifest_list"] = manifest.IsManifestList,
            ["manifest_data"] = manifest.Data,
            ["config_media_type"] = manifest.ConfigMediaType,
        };
        if (call.Registry.IsAtLeast(11))
        {
            json["layers_compressed_size"] = manifest.IsManifestList && call.Registry.IsAtLeast(17) ? 0 : manifest.Size;
        }

        json["layers"] = manifest.IsManifestList ? null : new JsonArray([.. manifest.Layers.Select(Layer)]);
        return Responses.Json(json);
    }

    /// <summary>Returns the manifest in the path, if a live tag points at it or at a list that contains it.</summary>
    /// <exception cref="ErrorResponseException">There is no such manifest or repository.</exception>
    public static FakeManifest RequireInUse(Call call)
    {
        FakeRepository repository = call.RequireRepository();
        return repository.FindManifest(call["digest"]) is { } manifest && repository.History.IsInUse(manifest)
            ? manifest
            : throw call.NotFound();
    }

    private static JsonObject Layer(FakeLayer layer, int index) => new()
    {
        ["index"] = index,
        ["compressed_size"] = layer.Size,
        ["is_remote"] = false,
        ["urls"] = null,
        ["command"] = layer.Command is { Length: > 0 } command ? Parsed(command) : null,
        ["comment"] = layer.Comment,
        ["author"] = layer.Author,
        ["blob_digest"] = layer.Digest,
        ["created_datetime"] = layer.Created is { } created ? Rfc2822Date.Of(created) : null,
    };

    /// <summary>Parses a command that happens to be JSON, as Quay does.</summary>
    private static JsonNode? Parsed(string command)
    {
        try
        {
            return JsonNode.Parse(command);
        }
        catch (JsonException)
        {
            return new JsonArray(command);
        }
    }
}
