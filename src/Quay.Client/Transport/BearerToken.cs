namespace Quay.Client;

/// <summary>Determines whether a token can be sent. The framework's own check would put the token into its exception.</summary>
internal static class BearerToken
{
    public static string? BrokenRule(string token) => token.Length == 0 ? "it is empty (use null for no token)"
        : token.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? "it contains a space, a line break or another character that no token has (perhaps the line break at the end of a file)"
        : null;
}
