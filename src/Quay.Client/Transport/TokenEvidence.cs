namespace Quay.Client;

/// <summary>Determines whether a response proves that Quay accepts the token of its request, or that Quay does not.</summary>
internal static class TokenEvidence
{
    // A success of a GET proves nothing, because an anonymous caller can get it too. Only the user has no anonymous form.
    public static bool IsOfAcceptance(HttpRequestMessage request) => request.Method != HttpMethod.Get || IsForUser(request);

    // The 401 of a proxy proves nothing, and neither does that for the user: a valid token without the scope user:read gets it too.
    public static bool IsOfRejection(HttpRequestMessage request, QuayException fault) => fault.StatusCode switch
    {
        HttpStatusCode.Forbidden => fault.Detail.Says(QuaySentences.CsrfToken),
        HttpStatusCode.Unauthorized =>
            fault.Detail.Says(QuaySentences.NoAnonymousAccess) || (fault.ErrorType == "invalid_token" && !IsForUser(request)),
        _ => false,
    };

    private static bool IsForUser(HttpRequestMessage request) =>
        request.RequestUri?.AbsolutePath.EndsWith("/api/v1/user/", StringComparison.Ordinal) == true;
}
