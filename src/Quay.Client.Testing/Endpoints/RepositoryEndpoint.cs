using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>
/// Handles <c>/repository/{repository}</c>. A path below a repository that is no route arrives here as the name of another repository.
/// </summary>
internal static class RepositoryEndpoint
{
    private const int MostTags = 500;
    private const int DaysOfStatistics = 92;

    public static FakeResponse Get(Call call)
    {
        call.RequireRole(FakeRole.Read);
        FakeRepository repository = call.RequireRepository();
        var json = new JsonObject
        {
            ["namespace"] = repository.Namespace.Name,
            ["name"] = repository.Name,
            ["kind"] = "image",
            ["description"] = repository.Description,
            ["is_public"] = repository.IsPublic,
            ["is_organization"] = repository.Namespace.IsOrganization,
            ["is_starred"] = call.Caller.User?.Stars.Contains(repository) == true,
            ["status_token"] = repository.IsPublic ? "" : repository.StatusToken,
            ["trust_enabled"] = false,
            ["tag_expiration_s"] = (long)repository.Namespace.TimeMachine.TotalSeconds,
            ["is_free_account"] = repository.Namespace.IsFreeAccount,
            ["state"] = RepositoryStates.NameOf(repository.State),
        };
        if (call.Query.Flag("includeTags", standard: true))
        {
            // Quay silently limits the map to 500 tags. If two entries of a tag are live, the map has the older one.
            var entries = repository.Tags.Take(MostTags).GroupBy(entry => entry.Name, StringComparer.Ordinal);
            json["tags"] = new JsonObject(entries.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)Tag(tag.Last()))));
        }

        json["can_write"] = call.Caller.Can(FakeRole.Write, call.Owner, call.Name) && repository.State == FakeRepositoryState.Normal;
        json["can_admin"] = call.Caller.Can(FakeRole.Admin, call.Owner, call.Name);
        if (call.Query.Flag("includeStats"))
        {
            json["stats"] = Statistics(repository, DateOnly.FromDateTime(call.Registry.Clock.Now.UtcDateTime));
        }

        return Responses.Json(json);
    }

    public static FakeResponse Put(Call call)
    {
        call.RequireRole(FakeRole.Write);
        JsonObject body = call.Body(Schemas.RepoUpdate);
        FakeRepository repository = call.RequireRepository();
        repository.Description = body["description"]!.GetValue<string>();
        call.Log("set_repo_description", ("repo", call.Name), ("namespace", call.Owner), ("description", repository.Description));
        return Responses.Json(new JsonObject { ["success"] = true });
    }

    /// <summary>Deletes a repository. As in Quay, the response is 204 even if it does not exist.</summary>
    public static FakeResponse Delete(Call call)
    {
        call.RequireRole(FakeRole.Admin);
        if (call.Repository is { } repository)
        {
            call.Registry.Remove(repository);
        }

        if (call.Registry.FindNamespace(call.Owner) is { } owner)
        {
            call.Log(owner, "delete_repo", ("repo", call.Name), ("namespace", call.Owner));
        }

        return Responses.NoContent();
    }

    private static JsonObject Tag(FakeTagEntry entry)
    {
        var json = new JsonObject { ["name"] = entry.Name, ["size"] = entry.Manifest.Size };
        long start = TagEntryJson.Seconds(entry.StartMs);
        if (start > 0)
        {
            json["last_modified"] = Rfc2822Date.Of(start);
        }

        if (entry.EndMs is { } end)
        {
            json["expiration"] = Rfc2822Date.Of(TagEntryJson.Seconds(end));
        }

        json["manifest_digest"] = entry.Digest;
        return json;
    }

    /// <summary>Returns the days with actions first, then the other days, newest first.</summary>
    private static JsonArray Statistics(FakeRepository repository, DateOnly today)
    {
        List<KeyValuePair<DateOnly, int>> counted =
            [.. repository.Actions.Where(day => day.Key > today.AddDays(-DaysOfStatistics)).OrderBy(day => day.Key)];
        var rest = Enumerable.Range(1, DaysOfStatistics - 1).Select(back => today.AddDays(-back))
            .Where(day => !repository.Actions.ContainsKey(day))
            .Select(day => KeyValuePair.Create(day, 0));
        return new JsonArray(
        [
            .. counted.Concat(rest).Select(day => new JsonObject
            {
                ["date"] = day.Key.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
                ["count"] = day.Value,
            }),
        ]);
    }
}
