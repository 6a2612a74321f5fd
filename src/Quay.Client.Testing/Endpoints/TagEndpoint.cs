using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Handles <c>…/tag/{tag}</c>, which has no GET.</summary>
internal static class TagEndpoint
{
    /// <summary>The Unix time at which the year overflows in C's calendar functions.</summary>
    private const double EndOfTime = 67_768_036_191_676_800;

    public static FakeResponse Delete(Call call)
    {
        call.RequireRole(FakeRole.Write);
        call.RequireNormalState();
        TagHistory history = call.RequireRepository().History;
        string tag = call["tag"];
        FakeTagEntry entry = history.FindLive(tag) ?? throw call.NotFound();
        if (history.IsImmutable(entry))
        {
            throw call.Immutable("delete", tag);
        }

        history.Delete(entry);
        call.Log("delete_tag", ("username", call.Caller.User!.Name), ("repo", call.Name), ("namespace", call.Owner), ("tag", tag));
        return Responses.NoContent();
    }

    /// <summary>Applies the changes in the body in Quay's order. If one is rejected, the previous ones stay applied.</summary>
    public static FakeResponse Put(Call call)
    {
        call.RequireRole(FakeRole.Write);
        call.RequireNormalState();
        JsonObject body = call.Body(Schemas.ChangeTag);
        if (!Names.IsTag(call["tag"]))
        {
            throw Call.Message(400, "Invalid tag: " + Names.TagRule);
        }

        FakeRepository repository = call.RequireRepository();
        if (body.TryGetPropertyValue("expiration", out JsonNode? expiration))
        {
            ChangeExpiration(call, repository, expiration);
        }

        if (call.Registry is { Features.ImmutableTags: true }
            && call.Registry.IsAtLeast(17)
            && body.TryGetPropertyValue("immutable", out JsonNode? immutable))
        {
            ChangeImmutability(call, repository, immutable!.GetValue<bool>());
        }

        if (body.TryGetPropertyValue("manifest_digest", out JsonNode? digest))
        {
            Move(call, repository, digest?.GetValue<string>());
        }

        return Responses.Json("Updated", 201);
    }

    private static void ChangeExpiration(Call call, FakeRepository repository, JsonNode? expiration)
    {
        FakeTagEntry entry = repository.History.FindLive(call["tag"]) ?? throw call.NotFound();
        long? seconds = null;
        if (expiration is not null)
        {
            double requested = expiration.GetValue<double>();
            if (Math.Abs(requested) >= EndOfTime)
            {
                // Python overflows here, and Quay crashes. A year that is only above 9999 gets a 400.
                throw Call.Crash();
            }

            if (requested < -62_135_596_800
                || requested >= 253_402_300_800
                || DateTimeOffset.FromUnixTimeMilliseconds((long)(requested * 1000)) <= call.Registry.Clock.Now)
            {
                throw Call.NotUnderstood();
            }

            if (repository.History.IsImmutable(entry) && !call.Registry.Features.ImmutableTagsCanExpire)
            {
                throw Call.ModelError($"Cannot set expiration on immutable tag '{entry.Name}'");
            }

            seconds = (long)requested;
        }

        long? before = entry.EndMs;
        repository.History.SetExpiration(entry, seconds);
        long? replaced = before == entry.EndMs ? null : before;
        if (replaced is not null || seconds is not null)
        {
            // Quay logs the new expiration in seconds and the old one in milliseconds.
            Log(call, "change_tag_expiration", ("expiration_date", seconds), ("old_expiration_date", replaced));
        }
    }

    private static void ChangeImmutability(Call call, FakeRepository repository, bool immutable)
    {
        FakeTagEntry entry = repository.History.FindLive(call["tag"]) ?? throw call.NotFound();
        if (!immutable && entry.IsImmutable && !call.Caller.Can(FakeRole.Admin, call.Owner, call.Name))
        {
            throw call.Unauthorized();
        }

        if (immutable && entry.EndMs is not null && !call.Registry.Features.ImmutableTagsCanExpire)
        {
            throw Call.ModelError(
                $"Cannot make tag '{entry.Name}' immutable: tag has expiration set. "
                + "Clear expiration first or enable FEATURE_IMMUTABLE_TAGS_CAN_EXPIRE.");
        }

        bool before = entry.IsImmutable;
        entry.IsImmutable = immutable;
        Log(call, "change_tag_immutability", ("immutable", immutable), ("previous_immutable", before));
    }

    private static void Move(Call call, FakeRepository repository, string? digest)
    {
        string tag = call["tag"];
        FakeTagEntry? current = repository.History.FindLive(tag);
        FakeManifest? existing = digest is null ? null : repository.FindManifest(digest);
        FakeManifest manifest = existing is not null && repository.History.IsInUse(existing) ? existing : throw call.NotFound();
        repository.History.KeepInUse(manifest);
        if (repository.History.Retarget(tag, manifest, isReversion: false) is null)
        {
            throw call.Immutable("overwrite", tag);
        }

        Log(call, current is null ? "create_tag" : "move_tag", ("manifest_digest", digest), ("original_manifest_digest", current?.Digest));
    }

    private static void Log(Call call, string kind, params IReadOnlyList<(string Key, object? Value)> metadata) =>
        call.Log(
            kind,
            [("username", call.Caller.User!.Name), ("repo", call.Name), ("tag", call["tag"]), ("namespace", call.Owner), .. metadata]);
}
