using System.Buffers;

namespace Quay.Client;

/// <summary>Builds the User-Agent header, and validates the application's part of it.</summary>
internal static class UserAgent
{
    private const int MaxLength = 128;

    private const string Symbols = "!#$%&'*+-.^_`|~";

    // The characters of a token in RFC 9110, section 5.6.2.
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create(Symbols + "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static string Of(string? applicationId)
    {
        const string client = "Quay.Client/" + ClientVersion.Value;
        return applicationId is null ? client : $"{applicationId} {client}";
    }

    public static string? BrokenRule(string applicationId) => applicationId.Length > MaxLength
        ? $"must have at most {MaxLength} characters"
        : !Array.TrueForAll(applicationId.Split(' '), IsProduct)
            ? "must be product names with optional versions, separated by single spaces, such as my-app/1.2. Names and versions consist "
                + $"of ASCII letters, digits and {Symbols}"
            : null;

    private static bool IsProduct(string product) => Array.TrueForAll(product.Split('/', 3), IsToken) && product.Count('/') < 2;

    private static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(TokenCharacters);
}
