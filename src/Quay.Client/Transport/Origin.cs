namespace Quay.Client;

/// <summary>The part of an address that a token belongs to: scheme, host and port.</summary>
internal static class Origin
{
    // By its parts: Uri.Compare makes four strings of them, for each request.
    public static bool IsSame(Uri? one, Uri? other) =>
        one is { IsAbsoluteUri: true }
        && other is { IsAbsoluteUri: true }
        && (ReferenceEquals(one, other)
            || (one.Port == other.Port
                && string.Equals(one.Scheme, other.Scheme, StringComparison.OrdinalIgnoreCase)
                && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase)));
}
