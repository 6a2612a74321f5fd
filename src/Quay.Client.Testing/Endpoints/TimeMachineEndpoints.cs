using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>
/// Handles <c>…/tag/{tag}/restore</c>, which validates no tag name, and <c>…/tag/{tag}/expire</c>, which ignores the state of the
/// repository.
/// </summary>
internal static class TimeMachineEndpoints
{
    public static FakeResponse Restore(Call call)
    {
        call.RequireRole(FakeRole.Write);
        call.RequireNormalState();
        JsonObject body = call.Body(Schemas.RestoreTag);
        FakeRepository repository = call.RequireRepository();
        string digest = body["manifest_digest"]?.GetValue<string>() ?? throw call.Invalid("Missing manifest_digest");
        FakeManifest manifest = repository.FindManifest(digest) ?? throw call.NotFound();
        repository.History.KeepInUse(manifest);
        if (repository.History.Retarget(call["tag"], manifest, isReversion: true) is null)
        {
            throw call.Immutable("overwrite", call["tag"]);
        }

        call.Log(
            "revert_tag", ("username", call.Caller.User!.Name), ("repo", call.Name), ("tag", call["tag"]), ("manifest_digest", digest));
        return Responses.Json(new JsonObject());
    }

    public static FakeResponse Expire(Call call)
    {
        call.RequireRole(FakeRole.Write);
        JsonObject body = call.Body(Schemas.ExpireTag);
        FakeRepository repository = call.RequireRepository();
        string tag = call["tag"];
        FakeManifest manifest;
        if (body["is_alive"]?.GetValue<bool>() == true)
        {
            FakeTagEntry entry = repository.History.FindLive(tag) is { } alive && !repository.History.IsImmutable(alive)
                ? alive
                : throw call.NotFound();
            manifest = entry.Manifest;
            repository.History.DeletePermanently(entry);
        }
        else
        {
            string digest = body["manifest_digest"]?.GetValue<string>()
                ?? throw call.Invalid("manifest_digest required when is_alive set to false");
            manifest = repository.FindManifest(digest) ?? throw call.NotFound();
            if (!repository.History.DeleteEndedPermanently(tag, manifest))
            {
                throw call.NotFound();
            }
        }

        call.Log(
            "permanently_delete_tag",
            ("username", call.Caller.User!.Name),
            ("repo", call.Name),
            ("namespace", call.Owner),
            ("tag", tag),
            ("manifest_digest", manifest.Digest));
        return Responses.Json("");
    }
}
