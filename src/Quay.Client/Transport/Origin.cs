namespace Quay.Client.Transport;

/// <summary>The part of an address that a token belongs to: scheme, host and port.</summary>
internal static class Origin
{
    public static bool IsSame(Uri? one, Uri? other) =>
        one is not null
        && other is not null
        && Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
}
