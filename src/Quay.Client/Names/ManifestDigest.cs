using System.Diagnostics.CodeAnalysis;

namespace Quay.Client;

/// <summary>Represents a manifest digest, such as <c>sha256:0cd3…</c>. Strings convert implicitly, as with <see cref="Parse"/>.</summary>
[JsonConverter(typeof(ParsableConverter<ManifestDigest>))]
public readonly record struct ManifestDigest : IParsable<ManifestDigest>
{
    // Longer than any digest in use (sha512 has 135 characters), and short enough for every proxy's limit on a request line.
    private const int MaxLength = 255;

    private const int Sha256Length = 64;

    private readonly string? _digest;

    private ManifestDigest(string digest) => _digest = digest;

    /// <summary>Converts a string to a digest.</summary>
    /// <param name="digest">The digest, such as <c>sha256:0cd3…</c>.</param>
    /// <exception cref="ArgumentException">The text is not the digest of a manifest. The message states the reason.</exception>
    public static implicit operator ManifestDigest(string digest) => Parse(digest);

    /// <summary>Converts a string to a digest.</summary>
    /// <param name="digest">The digest, such as <c>sha256:0cd3…</c>.</param>
    /// <exception cref="ArgumentException">The text is not the digest of a manifest. The message states the reason.</exception>
    public static ManifestDigest Parse(string digest)
    {
        ArgumentNullException.ThrowIfNull(digest);
        return BrokenRule(digest) is { } rule
            ? throw new ArgumentException($"{Quoted.Text(digest)} is not the digest of a manifest: {rule}{Advice(digest)}.", nameof(digest))
            : new ManifestDigest(digest);
    }

    /// <summary>Tries to convert a string to a digest.</summary>
    /// <param name="digest">The digest, or null.</param>
    /// <param name="result">The digest; <c>default</c> if the conversion failed.</param>
    public static bool TryParse([NotNullWhen(true)] string? digest, out ManifestDigest result)
    {
        bool isValid = digest is not null && BrokenRule(digest) is null;
        result = isValid ? new ManifestDigest(digest!) : default;
        return isValid;
    }

    static ManifestDigest IParsable<ManifestDigest>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<ManifestDigest>.TryParse(string? s, IFormatProvider? provider, out ManifestDigest result) =>
        TryParse(s, out result);

    /// <summary>Returns the digest; an empty string for <c>default(ManifestDigest)</c>, which every operation rejects.</summary>
    public override string ToString() => _digest ?? "";

    internal ManifestDigest ThrowIfDefault(string parameter = "manifestDigest") =>
        _digest is null ? throw new ArgumentException("default(ManifestDigest) is not the digest of a manifest.", parameter) : this;

    // Finds the digest in an image reference, and adds the algorithm to a bare hash.
    private static string Advice(string digest)
    {
        string text = digest.Trim();
        bool isHash = text.Length == Sha256Length && text.All(char.IsAsciiHexDigit);
        string found = isHash ? "sha256:" + text : text[(text.LastIndexOf('@') + 1)..];
        return found != digest && BrokenRule(found) is null ? $". Write '{found}'" : "";
    }

    // Quay's ([A-Za-z0-9_+.-]+):([A-Fa-f0-9]+). If the path has other text there, Quay looks for a nested repository.
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
