namespace Quay.Client;

/// <summary>Shortens digests for messages and lists.</summary>
internal static class ShortDigest
{
    private const int ShownLength = 12;

    // Returns `sha256:` with the first 12 characters of the hash and an ellipsis. A short text is unchanged.
    public static string Of(string digest) => SafeText.Shorten(digest, digest.IndexOf(':', StringComparison.Ordinal) + 1 + ShownLength);
}
