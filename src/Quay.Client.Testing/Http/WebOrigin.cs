namespace Quay.Client.Testing.Http;

/// <summary>Scheme, host and port of an address.</summary>
internal static class WebOrigin
{
    public static Uri Of(Uri address) => new(address.GetLeftPart(UriPartial.Authority));

    public static bool IsSame(Uri one, Uri other) =>
        Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
}
