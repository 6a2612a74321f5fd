using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>
/// Handles <c>…/autoprunepolicy/</c> and <c>…/autoprunepolicy/{policy}</c>. Before 3.13, there is at most one policy, for all tags.
/// </summary>
/// <param name="parent">The resource that has the policies.</param>
internal sealed class AutoPrunePolicyEndpoints(ParentResource parent)
{
    private readonly JsonSchema _schema = parent.AutoPrunePolicySchema;

    public FakeResponse List(Call call)
    {
        parent.RequireAdmin(call);
        PolicySet policies = parent.Policies(call) ?? throw call.NotFound();
        JsonArray views = new([.. policies.AutoPrune.Select(policy => View(call, policy))]);
        return Responses.Json(new JsonObject { ["policies"] = views });
    }

    public FakeResponse Post(Call call)
    {
        JsonObject body = parent.Body(call, _schema);
        PolicySet policies = parent.Policies(call) ?? throw call.NotFound();
        if (!HasPatterns(call) && policies.AutoPrune.Count > 0)
        {
            throw call.Invalid($"Policy for this {parent.Level} already exists, delete existing to create new policy");
        }

        FakeAutoPrunePolicy policy = Checked(call, body, call.Registry.NewIdentifier());
        if (policies.AutoPrune.Any(other => other with { Id = policy.Id } == policy))
        {
            throw call.Invalid($"Existing policy with same values for this {parent.Level}, duplicate policies are not permitted");
        }

        policies.AutoPrune = policies.AutoPrune.Add(policy);
        Log(call, "create", policy);
        return Responses.Json(new JsonObject { ["uuid"] = policy.Id }, 201);
    }

    public FakeResponse Get(Call call)
    {
        parent.RequireAdmin(call);
        return Responses.Json(View(call, Find(call)));
    }

    /// <summary>Replaces a policy. The new one can equal another policy.</summary>
    public FakeResponse Put(Call call)
    {
        JsonObject body = parent.Body(call, _schema);
        FakeAutoPrunePolicy before = Find(call);
        FakeAutoPrunePolicy policy = Checked(call, body, before.Id);
        PolicySet policies = parent.Policies(call)!;
        policies.AutoPrune = policies.AutoPrune.Replace(before, policy);
        Log(call, "update", policy);
        return Responses.NoContent();
    }

    public FakeResponse Delete(Call call)
    {
        parent.RequireAdmin(call);
        FakeAutoPrunePolicy policy = Find(call);
        PolicySet policies = parent.Policies(call)!;
        policies.AutoPrune = policies.AutoPrune.Remove(policy);
        parent.Log(call, Kind("delete"), [("policy_uuid", policy.Id), .. parent.Names(call)]);
        return Responses.Json(new JsonObject { ["uuid"] = policy.Id });
    }

    private static FakeAutoPrunePolicy Checked(Call call, JsonObject body, string id)
    {
        string method = body["method"]!.GetValue<string>();
        if (!FakeAutoPrunePolicy.IsMethod(method))
        {
            throw call.Invalid("Invalid method provided");
        }

        object value = FakeAutoPrunePolicy.ValueOf(method, ValueOf(body["value"]!))
            ?? throw call.Invalid("Invalid value given for method type");
        if (FakeAutoPrunePolicy.IsTooOld(value))
        {
            throw Call.Crash();
        }

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

    /// <summary>Returns a string, or an integer of any size; null for a number that is a float in Python.</summary>
    private static object? ValueOf(JsonNode sent) =>
        sent.GetValueKind() == JsonValueKind.String ? sent.GetValue<string>()
        : BigInteger.TryParse(sent.ToJsonString(), System.Globalization.NumberStyles.AllowLeadingSign, null, out BigInteger number) ? number
        : null;

    private FakeAutoPrunePolicy Find(Call call) =>
        parent.Policies(call)?.AutoPrune.Find(policy => policy.Id == call["policy"]) ?? throw call.NotFound();

    private static JsonObject View(Call call, FakeAutoPrunePolicy policy)
    {
        var json = new JsonObject { ["uuid"] = policy.Id, ["method"] = policy.Method, ["value"] = PythonJson.NodeOf(policy.Value) };
        if (HasPatterns(call))
        {
            json["tagPattern"] = policy.TagPattern;
            json["tagPatternMatches"] = policy.TagPatternMatches;
        }

        return json;
    }

    private void Log(Call call, string action, FakeAutoPrunePolicy policy)
    {
        IEnumerable<(string Key, object? Value)> pattern =
            HasPatterns(call) ? [("tag_pattern", policy.TagPattern), ("tag_pattern_matches", policy.TagPatternMatches)] : [];
        IEnumerable<(string Key, object? Value)> names = parent.Names(call);
        parent.Log(
            call,
            Kind(action),
            [("method", policy.Method), ("value", policy.Value), .. parent.IsUser ? names.Concat(pattern) : pattern.Concat(names)]);
    }

    private string Kind(string action) => $"{action}_{parent.Level}_autoprune_policy";

    private static bool HasPatterns(Call call) => call.Registry.IsAtLeast(13);
}
