namespace Quay.Client;

/// <summary>Shortens digests for messages and lists.</summary>
internal static class ShortDigest
{
    private const int ShownLength = 12;

    /// <summary>Returns <c>sha256:</c> with the first 12 characters of the hash and an ellipsis. A short text is unchanged.</summary>
    public static string Of(string digest) => SafeText.Shorten(digest, digest.IndexOf(':', StringComparison.Ordinal) + 1 + ShownLength);
}
