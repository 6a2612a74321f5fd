using System.Security.Cryptography;
using System.Text;

namespace Quay.Client.Testing;

/// <summary>Represents an OAuth access token. Requests with it act as its user, limited to its scopes.</summary>
public sealed class FakeToken
{
    /// <summary>The scopes that Quay knows.</summary>
    internal static readonly string[] EveryScope =
        ["repo:read", "repo:write", "repo:admin", "repo:create", "user:read", "user:admin", "org:admin", "super:user"];

    internal FakeToken(string value, FakeNamespace user, IReadOnlySet<string> scopes, int id)
    {
        Id = id;
        Value = value;
        User = user;
        Scopes = scopes;
    }

    /// <summary>Gets the value, which follows <c>Bearer</c> in the <c>Authorization</c> header.</summary>
    public string Value { get; }

    /// <summary>Gets the user whose token it is.</summary>
    public FakeNamespace User { get; }

    /// <summary>Gets the scopes, such as <c>repo:read</c>.</summary>
    public IReadOnlySet<string> Scopes { get; }

    /// <summary>Gets or sets the name of the application that the token was granted to, for the usage log.</summary>
    public string Application { get; set; } = "Tests";

    /// <summary>
    /// Gets or sets the client ID of the application, for the usage log. The default is 20 letters derived from the name.
    /// </summary>
    public string ApplicationId
    {
        get =>
            field ?? string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes(Application)).Take(20).Select(part => (char)('A' + (part % 26))));
        set;
    }

    /// <summary>Gets or sets when the token expires; null if it does not.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Gets or sets whether the token was revoked.</summary>
    public bool IsRevoked { get; set; }

    /// <summary>Returns the value, which is valid only for the fake.</summary>
    public override string ToString() => Value;

    internal int Id { get; set; }

    internal bool IsValid(DateTimeOffset now) => !IsRevoked && User.IsEnabled && !(ExpiresAt <= now);

    /// <summary>Returns the highest repository role that the scopes include; null if there is none.</summary>
    internal FakeRole? WidestRole() =>
        Scopes.Contains("repo:admin") ? FakeRole.Admin
        : Scopes.Contains("repo:write") ? FakeRole.Write
        : Scopes.Contains("repo:read") ? FakeRole.Read
        : null;
}
