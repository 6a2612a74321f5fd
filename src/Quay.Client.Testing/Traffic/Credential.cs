namespace Quay.Client.Testing;

/// <summary>Finds credentials in requests.</summary>
internal static class Credential
{
    /// <summary>Returns where a request carries a credential, without its value; null if it carries none.</summary>
    public static string? Of(FakeRequest request) =>
        request.Header("Authorization") is not null ? "an Authorization header"
        : request.Header("Cookie") is not null ? "a Cookie header"
        : request.RawQuery.Split('&').Any(IsToken) ? "access_token in its query"
        : null;

    private static bool IsToken(string parameter) => Uri.UnescapeDataString(parameter.Split('=')[0]) == "access_token";
}
