namespace Quay.Client;

internal static class ShortDigest
{
    private const int ShownLength = 12;

    // Returns `sha256:` with the first 12 characters of the hash and an ellipsis. A short text is unchanged.
    public static string Of(string? digest) => digest is null
        ? "an unknown digest"
        : SafeText.OneLine(digest, digest.IndexOf(':', StringComparison.Ordinal) + 1 + ShownLength);
}
