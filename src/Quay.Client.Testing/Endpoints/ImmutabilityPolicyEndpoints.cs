using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Handles <c>…/immutabilitypolicy/</c> and <c>…/immutabilitypolicy/{policy}</c>.</summary>
/// <param name="parent">The resource that has the policies.</param>
internal sealed class ImmutabilityPolicyEndpoints(ParentResource parent)
{
    public FakeResponse List(Call call)
    {
        parent.RequireAdmin(call);
        PolicySet policies = parent.Policies(call) ?? throw call.NotFound();
        return Responses.Json(new JsonObject { ["policies"] = new JsonArray([.. policies.Immutability.Select(View)]) });
    }

    /// <summary>Creates a policy, and makes the existing tags that it covers immutable.</summary>
    public FakeResponse Post(Call call)
    {
        JsonObject body = parent.Body(call, Schemas.ImmutabilityPolicyConfig);
        PolicySet policies = parent.Policies(call) ?? throw call.NotFound();
        FakeImmutabilityPolicy policy = Checked(call, body, call.Registry.NewIdentifier());
        ThrowIfDuplicate(call, policies, policy);
        policies.Immutability = policies.Immutability.Add(policy);
        Apply(call, policy);
        Log(call, "create_immutability_policy", policy);
        return Responses.Json(new JsonObject { ["uuid"] = policy.Id }, 201);
    }

    public FakeResponse Get(Call call)
    {
        parent.RequireAdmin(call);
        return Responses.Json(View(Find(call)));
    }

    /// <summary>Replaces a policy. The pattern is validated before the policy is looked up.</summary>
    public FakeResponse Put(Call call)
    {
        FakeImmutabilityPolicy policy = Checked(call, parent.Body(call, Schemas.ImmutabilityPolicyConfig), call["policy"]);
        FakeImmutabilityPolicy before = Find(call);
        PolicySet policies = parent.Policies(call)!;
        ThrowIfDuplicate(call, policies, policy);
        policies.Immutability = policies.Immutability.Replace(before, policy);
        Apply(call, policy);
        Log(call, "update_immutability_policy", policy);
        return Responses.NoContent();
    }

    public FakeResponse Delete(Call call)
    {
        parent.RequireAdmin(call);
        FakeImmutabilityPolicy policy = Find(call);
        PolicySet policies = parent.Policies(call)!;
        policies.Immutability = policies.Immutability.Remove(policy);
        parent.Log(call, "delete_immutability_policy", [.. parent.Names(call), ("policy_uuid", policy.Id)]);
        return Responses.Json(new JsonObject { ["uuid"] = policy.Id });
    }

    private static FakeImmutabilityPolicy Checked(Call call, JsonObject body, string id)
    {
        string pattern = body["tagPattern"]!.GetValue<string>().Trim();
        return FakeImmutabilityPolicy.ErrorOf(pattern) is { } error
            ? throw call.Invalid(error)
            : new FakeImmutabilityPolicy
            {
                Id = id,
                TagPattern = pattern,
                TagPatternMatches = body["tagPatternMatches"]?.GetValue<bool>() ?? true,
            };
    }

    private static void ThrowIfDuplicate(Call call, PolicySet policies, FakeImmutabilityPolicy policy)
    {
        if (policies.Immutability.Any(other => other.Id != policy.Id && other.TagPattern == policy.TagPattern))
        {
            throw call.Invalid("A policy with the same tag_pattern already exists");
        }
    }

    private void Apply(Call call, FakeImmutabilityPolicy policy)
    {
        FakeNamespace owner = parent.Namespace(call);
        int count = parent.IsRepository ? call.Repository!.History.MakeImmutable(policy.Covers) : owner.MakeImmutable(policy.Covers);
        if (count == 0)
        {
            return;
        }

        IEnumerable<(string Key, object? Value)> metadata =
        [
            ("namespace", owner.Name),
            ("tag_pattern", policy.TagPattern),
            ("tag_pattern_matches", policy.TagPatternMatches),
            ("count", count),
            .. parent.Names(call).Skip(1),
        ];
        var entry = new FakeLogEntry
        {
            Kind = "tags_made_immutable_by_policy",
            Time = call.Registry.Clock.Now,
            Metadata = metadata.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal),
            Address = null,
        };
        if (parent.IsRepository)
        {
            call.Repository!.AddLogEntry(entry);
        }
        else
        {
            owner.AddLogEntry(entry);
        }
    }

    private FakeImmutabilityPolicy Find(Call call) =>
        parent.Policies(call)?.Immutability.Find(policy => policy.Id == call["policy"]) ?? throw call.NotFound();

    private static JsonObject View(FakeImmutabilityPolicy policy) =>
        new() { ["uuid"] = policy.Id, ["tagPattern"] = policy.TagPattern, ["tagPatternMatches"] = policy.TagPatternMatches };

    private void Log(Call call, string kind, FakeImmutabilityPolicy policy) => parent.Log(
        call,
        kind,
        [.. parent.Names(call), ("tag_pattern", policy.TagPattern), ("tag_pattern_matches", policy.TagPatternMatches)]);
}
