using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>What has policies and a usage log: a repository, an organization, or the user of the token.</summary>
/// <param name="Level">What an error message calls it.</param>
/// <param name="RequireAdmin">Refuses a caller who may not administer it.</param>
/// <param name="NamespaceOf">The name of its namespace.</param>
/// <param name="AutoPrunePolicySchema">What a request for one of its auto-prune policies is checked against.</param>
internal sealed record ParentResource(
    string Level, Action<Call> RequireAdmin, Func<Call, string> NamespaceOf, JsonSchema AutoPrunePolicySchema)
{
    public static readonly ParentResource Repository = new(
        "repository", call => call.RequireRole(FakeRole.Admin), call => call.Owner, Schemas.RepositoryAutoPrunePolicy);

    public static readonly ParentResource Organization = new(
        "namespace",
        call => call.RequireOrganizationAdmin(call["organization"]),
        call => call["organization"],
        Schemas.OrganizationAutoPrunePolicy);

    public static readonly ParentResource User =
        new("namespace", call => call.RequireUserAdmin(), call => call.Caller.User!.Name, Schemas.UserAutoPrunePolicy);

    public bool IsRepository => ReferenceEquals(this, Repository);

    public bool IsOrganization => ReferenceEquals(this, Organization);

    public bool IsUser => ReferenceEquals(this, User);

    /// <summary>The body of a request of an administrator. An organization's is checked before the caller is.</summary>
    public JsonObject Body(Call call, JsonSchema schema)
    {
        JsonObject? early = IsOrganization ? call.Body(schema) : null;
        RequireAdmin(call);
        return early ?? call.Body(schema);
    }

    /// <summary>The namespace, which is there when its administrator asks.</summary>
    public FakeNamespace Namespace(Call call) => call.Registry.FindNamespace(NamespaceOf(call))!;

    /// <summary>Its policies; null when there is no such repository.</summary>
    public PolicySet? Policies(Call call) => IsRepository ? call.Repository?.Policies : Namespace(call).Policies;

    /// <summary>What the usage log calls it.</summary>
    public IEnumerable<(string Key, object? Value)> Names(Call call) =>
        IsRepository ? [("namespace", call.Owner), ("repo", call.Name)] : [("namespace", NamespaceOf(call))];

    public void Log(Call call, string kind, params IReadOnlyList<(string Key, object? Value)> metadata)
    {
        if (IsRepository)
        {
            call.Log(kind, metadata);
        }
        else
        {
            call.Log(Namespace(call), kind, metadata);
        }
    }
}
