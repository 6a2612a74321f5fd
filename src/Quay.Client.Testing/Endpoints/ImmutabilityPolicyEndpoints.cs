using System.Text.Json.Nodes;
using Quay.Client.Testing.Http;
using Quay.Client.Testing.Json;
using Quay.Client.Testing.Registry;
using Quay.Client.Testing.Web;

namespace Quay.Client.Testing.Endpoints;

/// <summary><c>…/immutabilitypolicy/</c>, and one policy below it.</summary>
internal static class ImmutabilityPolicyEndpoints
{
    public static FakeAnswer List(Call call)
    {
        call.Need(FakeRole.Admin);
        return Answers.Json(new JsonObject { ["policies"] = new JsonArray([.. call.NeedRepository().ImmutabilityPolicies.Select(View)]) });
    }

    /// <summary>Makes a policy, and the tags immutable that it covers already.</summary>
    public static FakeAnswer Post(Call call)
    {
        call.Need(FakeRole.Admin);
        JsonObject body = call.Body(Schemas.ImmutabilityPolicyConfig);
        FakeRepository repository = call.NeedRepository();
        FakeImmutabilityPolicy policy = Checked(call, body, call.Registry.NewIdentifier());
        RefuseDuplicate(call, repository, policy);
        repository.Add(policy);
        Apply(call, repository, policy);
        Log(call, "create_immutability_policy", policy);
        return Answers.Json(new JsonObject { ["uuid"] = policy.Id }, 201);
    }

    public static FakeAnswer Get(Call call)
    {
        call.Need(FakeRole.Admin);
        return Answers.Json(View(Find(call)));
    }

    /// <summary>Changes a policy. Here, the pattern is looked at before it is clear that there is such a policy.</summary>
    public static FakeAnswer Put(Call call)
    {
        call.Need(FakeRole.Admin);
        FakeImmutabilityPolicy policy = Checked(call, call.Body(Schemas.ImmutabilityPolicyConfig), call["policy"]);
        FakeImmutabilityPolicy before = Find(call);
        FakeRepository repository = call.NeedRepository();
        RefuseDuplicate(call, repository, policy);
        repository.Replace(before, policy);
        Apply(call, repository, policy);
        Log(call, "update_immutability_policy", policy);
        return Answers.NoContent();
    }

    public static FakeAnswer Delete(Call call)
    {
        call.Need(FakeRole.Admin);
        FakeImmutabilityPolicy policy = Find(call);
        call.NeedRepository().Remove(policy);
        call.Log("delete_immutability_policy", ("namespace", call.Owner), ("repo", call.Name), ("policy_uuid", policy.Id));
        return Answers.Json(new JsonObject { ["uuid"] = policy.Id });
    }

    private static FakeImmutabilityPolicy Checked(Call call, JsonObject body, string id)
    {
        string pattern = body["tagPattern"]!.GetValue<string>().Trim();
        return FakeImmutabilityPolicy.FaultOf(pattern) is { } fault
            ? throw call.Invalid(fault)
            : new FakeImmutabilityPolicy { Id = id, TagPattern = pattern, TagPatternMatches = body["tagPatternMatches"]?.GetValue<bool>() ?? true };
    }

    private static void RefuseDuplicate(Call call, FakeRepository repository, FakeImmutabilityPolicy policy)
    {
        if (repository.ImmutabilityPolicies.Any(other => other.Id != policy.Id && other.TagPattern == policy.TagPattern))
        {
            throw call.Invalid("A policy with the same tag_pattern already exists");
        }
    }

    private static void Apply(Call call, FakeRepository repository, FakeImmutabilityPolicy policy)
    {
        int count = repository.History.MakeImmutable(policy.Covers);
        if (count > 0)
        {
            repository.AddLogEntry(new FakeLogEntry
            {
                Kind = "tags_made_immutable_by_policy",
                Time = call.Registry.Clock.Now,
                Metadata = new Dictionary<string, object?>
                {
                    ["namespace"] = call.Owner,
                    ["tag_pattern"] = policy.TagPattern,
                    ["tag_pattern_matches"] = policy.TagPatternMatches,
                    ["count"] = count,
                    ["repo"] = call.Name,
                },
                Address = null,
            });
        }
    }

    private static FakeImmutabilityPolicy Find(Call call) =>
        call.Repository?.ImmutabilityPolicies.FirstOrDefault(policy => policy.Id == call["policy"]) ?? throw call.NotFound();

    private static JsonObject View(FakeImmutabilityPolicy policy) =>
        new() { ["uuid"] = policy.Id, ["tagPattern"] = policy.TagPattern, ["tagPatternMatches"] = policy.TagPatternMatches };

    private static void Log(Call call, string kind, FakeImmutabilityPolicy policy) => call.Log(
        kind,
        ("namespace", call.Owner),
        ("repo", call.Name),
        ("tag_pattern", policy.TagPattern),
        ("tag_pattern_matches", policy.TagPatternMatches));
}
