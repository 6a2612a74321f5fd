namespace Quay.Client;

/// <summary>Represents the result of a token check.</summary>
public sealed class TokenCheck
{
    /// <summary>
    /// Gets whether Quay accepts the token. False if the token is missing, mistyped, expired or revoked, if its user is disabled, or if it
    /// is not an OAuth token but a robot's token, a password or a Docker login.
    /// </summary>
    public required bool IsAlive { get; init; }

    /// <summary>Gets the user of the token; null if Quay does not accept it, or if it lacks the scope <c>user:read</c>.</summary>
    public User? User { get; init; }

    /// <summary>Returns whether Quay accepts the token, and its user, on one line.</summary>
    public override string ToString() =>
        SafeLine.Of($"{(IsAlive ? "accepted" : "rejected")}{(User is null ? "" : ", of " + User.Username)}");
}
