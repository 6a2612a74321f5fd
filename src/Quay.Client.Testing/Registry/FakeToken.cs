using System.Security.Cryptography;
using System.Text;

namespace Quay.Client.Testing;

/// <summary>An OAuth access token: who uses it acts as its user, within its scopes.</summary>
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

    /// <summary>What goes behind <c>Bearer</c>.</summary>
    public string Value { get; }

    /// <summary>The user who granted it.</summary>
    public FakeNamespace User { get; }

    /// <summary>Its scopes, such as <c>repo:read</c>.</summary>
    public IReadOnlySet<string> Scopes { get; }

    /// <summary>The name of the application that it was granted to, as the usage log shows it.</summary>
    public string Application { get; set; } = "Tests";

    /// <summary>
    /// Gets the client identifier of the application, as the usage log shows it. The default is 20 letters derived from the name.
    /// </summary>
    public string ApplicationId
    {
        get =>
            field ?? string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes(Application)).Take(20).Select(part => (char)('A' + (part % 26))));
        set;
    }

    /// <summary>When it dies; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Whether it was taken back.</summary>
    public bool IsRevoked { get; set; }

    /// <summary>The value: it opens nothing but a fake.</summary>
    public override string ToString() => Value;

    internal int Id { get; set; }

    internal bool IsValid(DateTimeOffset now) => !IsRevoked && User.IsEnabled && !(ExpiresAt <= now);

    /// <summary>The widest role in a repository that the scopes let through; null for none.</summary>
    internal FakeRole? WidestRole() =>
        Scopes.Contains("repo:admin") ? FakeRole.Admin
        : Scopes.Contains("repo:write") ? FakeRole.Write
        : Scopes.Contains("repo:read") ? FakeRole.Read
        : null;
}
