namespace Quay.Client;

/// <summary>
/// Quay's rule for the digest of a manifest, <c>([A-Za-z0-9_+.-]+):([A-Fa-f0-9]+)</c>. On a route with another word in its place Quay looks for
/// a nested repository.
/// </summary>
internal static class ManifestDigest
{
    // Longer than any digest in use (sha512 has 135 characters), and short enough for every proxy's limit on a request line.
    private const int MaxLength = 255;

    private const int Sha256Length = 64;

    public static string Check(string digest, string parameter)
    {
        ArgumentNullException.ThrowIfNull(digest, parameter);
        return BrokenRule(digest) is { } rule
            ? throw new ArgumentException($"{Quoted.Text(digest)} is not the digest of a manifest: {rule}{Advice(digest)}.", parameter)
            : digest;
    }

    public static bool IsDigest(string text) => BrokenRule(text) is null;

    // An image reference with a digest, or only the hexadecimal number.
    private static string Advice(string digest)
    {
        string text = digest.Trim();
        string found = text.Length == Sha256Length && text.All(char.IsAsciiHexDigit) ? "sha256:" + text : text[(text.LastIndexOf('@') + 1)..];
        return found != digest && BrokenRule(found) is null ? $". Write '{found}'" : "";
    }

    private static string? BrokenRule(string digest)
    {
        int colon = digest.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || colon == digest.Length - 1)
        {
            return "it needs an algorithm, a colon and a hexadecimal number, such as 'sha256:0cd3…'";
        }

        if (digest.Length > MaxLength)
        {
            return $"a digest has at most {MaxLength} characters";
        }

        foreach (char c in digest.AsSpan(0, colon))
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '+' or '.' or '-'))
            {
                return $"{Quoted.Character(c)} is not allowed before the colon";
            }
        }

        foreach (char c in digest.AsSpan(colon + 1))
        {
            if (!char.IsAsciiHexDigit(c))
            {
                return $"{Quoted.Character(c)} is not a hexadecimal digit";
            }
        }

        return null;
    }
}
