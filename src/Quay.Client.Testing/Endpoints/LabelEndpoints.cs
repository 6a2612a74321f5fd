using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Quay.Client.Testing;

/// <summary>Handles <c>…/manifest/{digest}/labels</c> and <c>…/labels/{label}</c>.</summary>
internal static partial class LabelEndpoints
{
    private const int LongestKey = 255;

    private static readonly string[] ReservedPrefixes =
    [
        "com.docker.", "io.docker.", "org.dockerproject.", "org.opencontainers.",
        "io.cncf.", "io.kubernetes.", "io.k8s.", "io.quay", "com.coreos",
        "com.tectonic", "internal", "quay",
    ];

    public static FakeResponse List(Call call)
    {
        call.RequireRole(FakeRole.Read);
        // Quay removes quotes from the filter and ignores case.
        string prefix = Quotes().Replace(call.Query.Text("filter") ?? "", "");
        IEnumerable<FakeLabel> labels = ManifestEndpoint.RequireInUse(call).Labels.Where(
            label => label.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
        return Responses.Json(new JsonObject { ["labels"] = new JsonArray([.. labels.Select(View)]) });
    }

    /// <summary>Adds a label. The prefix <c>quay</c> is reserved, so the label cannot make tags expire or immutable.</summary>
    public static FakeResponse Post(Call call)
    {
        call.RequireRole(FakeRole.Write);
        call.RequireNormalState();
        JsonObject body = call.Body(Schemas.AddLabel);
        string key = body["key"]!.GetValue<string>();
        string value = body["value"]!.GetValue<string>();
        if (ReservedPrefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            throw Call.Message(400, "Label has a reserved prefix");
        }

        FakeManifest manifest = ManifestEndpoint.RequireInUse(call);
        if (key.Length > LongestKey || !Key().IsMatch(key))
        {
            throw Call.Message(400, $"Label is of an invalid format or missing please use {KeyPattern} format for labels");
        }

        var label = new FakeLabel(
            call.Registry.NewIdentifier(), key, value, "api", body["media_type"]?.GetValue<string>() ?? FakeLabel.MediaTypeOf(value));
        manifest.Add(label);
        call.Log(
            "manifest_label_add",
            ("id", label.Id),
            ("key", key),
            ("value", value),
            ("manifest_digest", call["digest"]),
            ("media_type", label.MediaType),
            ("namespace", call.Owner),
            ("repo", call.Name));
        string location = $"/api/v1/repository/{call.Owner}/{call.Name}/manifest/{call["digest"]}/labels/{label.Id}";
        return Responses.Json(new JsonObject { ["label"] = View(label) }, 201, ("Location", location));
    }

    public static FakeResponse Get(Call call)
    {
        call.RequireRole(FakeRole.Read);
        return Responses.Json(View(Find(call, ManifestEndpoint.RequireInUse(call))));
    }

    public static FakeResponse Delete(Call call)
    {
        call.RequireRole(FakeRole.Write);
        call.RequireNormalState();
        FakeManifest manifest = ManifestEndpoint.RequireInUse(call);
        FakeLabel label = Find(call, manifest);
        if (label.SourceType != "api")
        {
            throw Call.ModelError("Cannot delete immutable label");
        }

        manifest.Remove(label);
        call.Log(
            "manifest_label_delete",
            ("id", label.Id),
            ("key", label.Key),
            ("value", label.Value),
            ("manifest_digest", call["digest"]),
            ("namespace", call.Owner),
            ("repo", call.Name));
        return Responses.NoContent();
    }

    private static FakeLabel Find(Call call, FakeManifest manifest) =>
        manifest.Labels.FirstOrDefault(label => label.Id == call["label"]) ?? throw call.NotFound();

    private static JsonObject View(FakeLabel label) => new()
    {
        ["id"] = label.Id,
        ["key"] = label.Key,
        ["value"] = label.Value,
        ["source_type"] = label.SourceType,
        ["media_type"] = label.MediaType,
    };

    private const string KeyPattern = "^[a-z0-9](([a-z0-9]|[-.](?![.-]))*[a-z0-9])?$";

    [GeneratedRegex(KeyPattern)]
    private static partial Regex Key();

    [GeneratedRegex("['\"`]")]
    private static partial Regex Quotes();
}
