using System.Collections.Immutable;

namespace Quay.Client;

/// <summary>
/// Stores the tokens that the clients of this process sent last. A model has no reference to a client, so its <c>ToString</c> redacts all
/// of these tokens.
/// </summary>
internal static class KnownTokens
{
    // Quay's tokens have 40 characters. Redacting a short word would make other texts unreadable.
    private const int MinLength = 8;

    private const int MaxCount = 32;

    private static ImmutableArray<string> _tokens = [];

    public static ImmutableArray<string> All => _tokens;

    public static void Add(string token)
    {
        if (token.Length >= MinLength)
        {
            ImmutableInterlocked.Update(
                ref _tokens, static (tokens, token) => tokens.Contains(token) ? tokens : [token, .. tokens.Take(MaxCount - 1)], token);
        }
    }
}
