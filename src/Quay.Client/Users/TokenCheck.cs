namespace Quay.Client;

/// <summary>What Quay makes of a token.</summary>
public sealed record TokenCheck
{
    /// <summary>
    /// Whether Quay takes the token for a user's. False for one that is missing, mistyped, expired, revoked or of a disabled user, and for all that is no
    /// OAuth token (robot accounts, passwords, Docker logins): Quay treats them alike, as if there were none.
    /// </summary>
    public required bool IsAlive { get; init; }

    /// <summary>Whose token it is; null for a dead one, and for a live one without the scope <c>user:read</c>.</summary>
    public User? User { get; init; }

    /// <summary>Returns whether the token is alive, and its user, on one line.</summary>
    public override string ToString() => SafeText.Line($"{(IsAlive ? "alive" : "dead")}{(User is null ? "" : ", of " + User.Username)}");
}
