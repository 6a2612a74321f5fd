namespace Quay.Client;

/// <summary>What a token must be to stand in an Authorization header. The framework's own check would put the token into its exception.</summary>
internal static class BearerToken
{
    public static string? BrokenRule(string token)
    {
        if (token.Length == 0)
        {
            return "it is empty (use null for no token)";
        }

        foreach (char c in token)
        {
            if (c is <= ' ' or > '~')
            {
                return "it holds a space, a line break or another character that no token has (a file's last line break, perhaps)";
            }
        }

        return null;
    }
}
