namespace Quay.Client;

/// <summary>The result of checking a token.</summary>
public sealed class TokenCheck
{
    /// <summary>
    /// Gets whether Quay accepts the token. False for a missing, mistyped, expired or revoked token, for that of a disabled user, and for
    /// everything that is not an OAuth token (robot accounts, passwords, Docker logins).
    /// </summary>
    public required bool IsAlive { get; init; }

    /// <summary>Gets the user of the token; null for a dead token, and for a live one without the scope <c>user:read</c>.</summary>
    public User? User { get; init; }

    /// <summary>Returns whether the token is alive, and its user, on one line.</summary>
    public override string ToString() => SafeLine.Of($"{(IsAlive ? "alive" : "dead")}{(User is null ? "" : ", of " + User.Username)}");
}
