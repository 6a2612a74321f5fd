namespace Quay.Client.Testing;

/// <summary>Represents the caller of an endpoint: the user of a valid token, or an anonymous caller.</summary>
internal sealed class Caller(FakeRegistry registry, FakeToken? token)
{
    public FakeToken? Token => token;

    public FakeNamespace? User => token?.User;

    /// <summary>
    /// Returns the caller for an <c>Authorization</c> header. As in Quay, a caller with an invalid token is anonymous, not an error.
    /// </summary>
    public static Caller Of(FakeRegistry registry, string? authorization)
    {
        string[] parts = authorization?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        FakeToken? token = parts is [var scheme, var value] && scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            ? registry.FindToken(value)
            : null;
        return new Caller(registry, token?.IsValid(registry.Clock.Now) == true ? token : null);
    }

    /// <summary>
    /// Determines whether the user has a role in a repository, even if it does not exist, and the token has the scope for it.
    /// </summary>
    public bool Can(FakeRole role, string owner, string repository)
    {
        if (token is null || !(token.WidestRole() >= role))
        {
            return false;
        }

        return registry.Find($"{owner}/{repository}") is { } found
            ? found.RoleOf(token.User.Name) >= role
            : registry.FindNamespace(owner)?.IsAdministeredBy(token.User.Name) == true;
    }

    public bool CanCreateIn(string owner) => Owns(owner) && (Has("repo:create") || Has("org:admin"));

    public bool CanAdministerOrganization(string name) => Owns(name) && Has("org:admin");

    /// <summary>Determines whether the token has a scope that reveals membership, and the user is a member.</summary>
    public bool IsMemberOf(string organization) => CanCreateIn(organization);

    public bool CanReadUser => Has("user:read") || CanAdministerUser;

    public bool IsSuperuser => User is { IsSuperuser: true } && Has("super:user");

    public bool CanAdministerUser => Has("user:admin");

    private bool Has(string scope) => token?.Scopes.Contains(scope) == true;

    private bool Owns(string owner) => token is not null && registry.FindNamespace(owner)?.IsAdministeredBy(token.User.Name) == true;
}
