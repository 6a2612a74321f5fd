using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary><c>…/autoprunepolicy/</c>, and one policy below it. Before 3.13 there is one at most, for all tags.</summary>
/// <param name="holder">Whose policies they are.</param>
internal sealed class AutoPrunePolicyEndpoints(Holder holder)
{
    private readonly JsonSchema _schema = holder.AutoPrunePolicySchema;

    public FakeResponse List(Call call)
    {
        holder.NeedAdmin(call);
        PolicySet policies = holder.Policies(call) ?? throw call.NotFound();
        JsonArray views = [.. policies.AutoPrune.Select(policy => View(call, policy))];
        return Responses.Json(new JsonObject { ["policies"] = views });
    }

    public FakeResponse Post(Call call)
    {
        JsonObject body = holder.Body(call, _schema);
        PolicySet policies = holder.Policies(call) ?? throw call.NotFound();
        if (!HasPatterns(call) && policies.AutoPrune.Count > 0)
        {
            throw call.Invalid($"Policy for this {holder.Level} already exists, delete existing to create new policy");
        }

        FakeAutoPrunePolicy policy = Checked(call, body, call.Registry.NewIdentifier());
        if (policies.AutoPrune.Any(other => other with { Id = policy.Id } == policy))
        {
            throw call.Invalid($"Existing policy with same values for this {holder.Level}, duplicate policies are not permitted");
        }

        policies.AutoPrune = policies.AutoPrune.Add(policy);
        Log(call, "create", policy);
        return Responses.Json(new JsonObject { ["uuid"] = policy.Id }, 201);
    }

    public FakeResponse Get(Call call)
    {
        holder.NeedAdmin(call);
        return Responses.Json(View(call, Find(call)));
    }

    /// <summary>Changes a policy, also into one that there is already.</summary>
    public FakeResponse Put(Call call)
    {
        JsonObject body = holder.Body(call, _schema);
        FakeAutoPrunePolicy before = Find(call);
        FakeAutoPrunePolicy policy = Checked(call, body, before.Id);
        PolicySet policies = holder.Policies(call)!;
        policies.AutoPrune = policies.AutoPrune.Replace(before, policy);
        Log(call, "update", policy);
        return Responses.NoContent();
    }

    public FakeResponse Delete(Call call)
    {
        holder.NeedAdmin(call);
        FakeAutoPrunePolicy policy = Find(call);
        PolicySet policies = holder.Policies(call)!;
        policies.AutoPrune = policies.AutoPrune.Remove(policy);
        holder.Log(call, Kind("delete"), [("policy_uuid", policy.Id), .. holder.Names(call)]);
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

    /// <summary>A text, or an integer of any size; null for a number that Python takes for a float.</summary>
    private static object? ValueOf(JsonNode sent) =>
        sent.GetValueKind() == JsonValueKind.String ? sent.GetValue<string>()
        : BigInteger.TryParse(sent.ToJsonString(), System.Globalization.NumberStyles.AllowLeadingSign, null, out BigInteger number) ? number
        : null;

    private FakeAutoPrunePolicy Find(Call call) =>
        holder.Policies(call)?.AutoPrune.Find(policy => policy.Id == call["policy"]) ?? throw call.NotFound();

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
        IEnumerable<(string Key, object? Value)> names = holder.Names(call);
        holder.Log(
            call,
            Kind(action),
            [("method", policy.Method), ("value", policy.Value), .. holder.IsUser ? names.Concat(pattern) : pattern.Concat(names)]);
    }

    private string Kind(string action) => $"{action}_{holder.Level}_autoprune_policy";

    private static bool HasPatterns(Call call) => call.Registry.Is(13);
}
