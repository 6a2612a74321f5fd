using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>
/// Represents the resource that policies and a usage log belong to: a repository, an organization, or the user of the token.
/// </summary>
/// <param name="Level">The name of the kind of resource in error messages.</param>
/// <param name="RequireAdmin">Throws if the caller does not administer the resource.</param>
/// <param name="NamespaceOf">Returns the name of the resource's namespace.</param>
/// <param name="AutoPrunePolicySchema">The schema of requests for its auto-prune policies.</param>
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

    /// <summary>Validates the body and the caller. For an organization, Quay validates the body first.</summary>
    public JsonObject Body(Call call, JsonSchema schema)
    {
        JsonObject? early = IsOrganization ? call.Body(schema) : null;
        RequireAdmin(call);
        return early ?? call.Body(schema);
    }

    /// <summary>Returns the namespace, which exists if the caller administers it.</summary>
    public FakeNamespace Namespace(Call call) => call.Registry.FindNamespace(NamespaceOf(call))!;

    /// <summary>Returns the policies; null if the repository does not exist.</summary>
    public PolicySet? Policies(Call call) => IsRepository ? call.Repository?.Policies : Namespace(call).Policies;

    /// <summary>Returns the names of the resource in log entries.</summary>
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
