namespace Quay.Client.Testing;

/// <summary>Who asks: the user of a token that is alive, or nobody.</summary>
internal sealed class Caller(FakeRegistry registry, FakeToken? token)
{
    public FakeToken? Token => token;

    public FakeNamespace? User => token?.User;

    /// <summary>The token of a header, if it opens anything: a dead one is no error to Quay, its bearer is nobody.</summary>
    public static Caller Of(FakeRegistry registry, string? authorization)
    {
        string[] parts = authorization?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        FakeToken? token = parts is [var scheme, var value] && scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            ? registry.FindToken(value)
            : null;
        return new Caller(registry, token?.IsValid(registry.Clock.Now) == true ? token : null);
    }

    /// <summary>Whether the user has a role in a repository, there or not, and the token lets it through.</summary>
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

    /// <summary>Whether the token lets through that its user is in an organization.</summary>
    public bool IsMemberOf(string organization) => CanCreateIn(organization);

    public bool CanReadUser => Has("user:read") || CanAdministerUser;

    public bool IsSuperuser => User is { IsSuperuser: true } && Has("super:user");

    public bool CanAdministerUser => Has("user:admin");

    private bool Has(string scope) => token?.Scopes.Contains(scope) == true;

    private bool Owns(string owner) => token is not null && registry.FindNamespace(owner)?.IsAdministeredBy(token.User.Name) == true;
}
