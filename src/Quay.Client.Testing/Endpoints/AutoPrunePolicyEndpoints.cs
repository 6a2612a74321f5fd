using System.Text.Json;
using System.Text.Json.Nodes;
using Quay.Client.Testing.Http;
using Quay.Client.Testing.Json;
using Quay.Client.Testing.Registry;
using Quay.Client.Testing.Web;

namespace Quay.Client.Testing.Endpoints;

/// <summary><c>…/autoprunepolicy/</c>, and one policy below it. Before 3.13 a repository has one at most, for all of its tags.</summary>
internal static class AutoPrunePolicyEndpoints
{
    public static FakeAnswer List(Call call)
    {
        call.Need(FakeRole.Admin);
        return Answers.Json(new JsonObject { ["policies"] = new JsonArray([.. call.NeedRepository().AutoPrunePolicies.Select(policy => View(call, policy))]) });
    }

    public static FakeAnswer Post(Call call)
    {
        call.Need(FakeRole.Admin);
        JsonObject body = call.Body(Schemas.AutoPrunePolicyConfig);
        FakeRepository repository = call.NeedRepository();
        if (!HasPatterns(call) && repository.AutoPrunePolicies.Count > 0)
        {
            throw call.Invalid("Policy for this repository already exists, delete existing to create new policy");
        }

        FakeAutoPrunePolicy policy = Checked(call, body, call.Registry.NewIdentifier());
        if (repository.AutoPrunePolicies.Any(other => other with { Id = policy.Id } == policy))
        {
            throw call.Invalid("Existing policy with same values for this repository, duplicate policies are not permitted");
        }

        repository.Add(policy);
        Log(call, "create_repository_autoprune_policy", policy);
        return Answers.Json(new JsonObject { ["uuid"] = policy.Id }, 201);
    }

    public static FakeAnswer Get(Call call)
    {
        call.Need(FakeRole.Admin);
        return Answers.Json(View(call, Find(call)));
    }

    /// <summary>Changes a policy, also into one that there is already.</summary>
    public static FakeAnswer Put(Call call)
    {
        call.Need(FakeRole.Admin);
        JsonObject body = call.Body(Schemas.AutoPrunePolicyConfig);
        FakeAutoPrunePolicy before = Find(call);
        FakeAutoPrunePolicy policy = Checked(call, body, before.Id);
        call.NeedRepository().Replace(before, policy);
        Log(call, "update_repository_autoprune_policy", policy);
        return Answers.NoContent();
    }

    public static FakeAnswer Delete(Call call)
    {
        call.Need(FakeRole.Admin);
        FakeAutoPrunePolicy policy = Find(call);
        call.NeedRepository().Remove(policy);
        call.Log("delete_repository_autoprune_policy", ("policy_uuid", policy.Id), ("namespace", call.Owner), ("repo", call.Name));
        return Answers.Json(new JsonObject { ["uuid"] = policy.Id });
    }

    private static FakeAutoPrunePolicy Checked(Call call, JsonObject body, string id)
    {
        string method = body["method"]!.GetValue<string>();
        if (!FakeAutoPrunePolicy.IsMethod(method))
        {
            throw call.Invalid("Invalid method provided");
        }

        JsonValue sent = body["value"]!.AsValue();
        object value = FakeAutoPrunePolicy.ValueOf(method, sent.TryGetValue(out long number) ? number : sent.TryGetValue(out string? age) ? age : null)
            ?? throw call.Invalid("Invalid value given for method type");
        string? pattern = HasPatterns(call) ? body["tagPattern"]?.GetValue<string>().Trim() : null;
        return pattern is ""
            ? throw call.Invalid("tag_pattern cannot be empty")
            : new FakeAutoPrunePolicy
            {
                Id = id,
                Method = method,
                Value = value,
                TagPattern = pattern,
                TagPatternMatches = !HasPatterns(call) || (body["tagPatternMatches"]?.GetValue<bool>() ?? true),
            };
    }

    private static FakeAutoPrunePolicy Find(Call call) =>
        call.Repository?.AutoPrunePolicies.FirstOrDefault(policy => policy.Id == call["policy"]) ?? throw call.NotFound();

    private static JsonObject View(Call call, FakeAutoPrunePolicy policy)
    {
        var json = new JsonObject { ["uuid"] = policy.Id, ["method"] = policy.Method, ["value"] = JsonSerializer.SerializeToNode(policy.Value) };
        if (HasPatterns(call))
        {
            json["tagPattern"] = policy.TagPattern;
            json["tagPatternMatches"] = policy.TagPatternMatches;
        }

        return json;
    }

    private static void Log(Call call, string kind, FakeAutoPrunePolicy policy) => call.Log(
        kind,
        [
            ("method", policy.Method),
            ("value", policy.Value),
            .. HasPatterns(call) ? [("tag_pattern", policy.TagPattern), ("tag_pattern_matches", policy.TagPatternMatches)] : Array.Empty<(string, object?)>(),
            ("namespace", call.Owner),
            ("repo", call.Name),
        ]);

    private static bool HasPatterns(Call call) => call.Registry.Is(13);
}
