namespace Quay.Client;

/// <summary>Lists the sentences that identify a response if its status and error type do not.</summary>
internal static class QuaySentences
{
    // 403 to a write without a valid token.
    public const string CsrfToken = "CSRF token was invalid or missing";

    // 401 to any request without a valid token, if FEATURE_ANONYMOUS_ACCESS is off.
    public const string NoAnonymousAccess = "Anonymous access is not allowed";

    // 400 to a list of starred repositories without a valid token.
    public const string NoUser = "sent a request that this server could not understand";

    // 503 to a write to a repository that is not in the state NORMAL.
    public const string RepositoryNotNormal = "read only or mirror mode";

    // 503 to any write while the whole registry is read-only (REGISTRY_STATE: readonly).
    public const string RegistryReadOnly = "System is currently read-only";

    // 400 to the creation of a repository whose name is in use.
    public const string AlreadyExists = "already exists";

    // The start of the 400 to an update of a repository without a description.
    public const string DescriptionRequired = "'description' is a required property";

    // 400 to a new expiration of an immutable tag.
    private const string ImmutableTagCannotExpire = "Cannot set expiration on immutable tag";

    // 400 to making a tag immutable that has an expiration.
    private const string ExpiringTagCannotBeImmutable = "immutable: tag has expiration set";

    // nginx, Go and Apache in front of Quay, in a 400 to http on a port for https.
    private static readonly string[] HttpsPort =
        ["plain HTTP request was sent to HTTPS port", "HTTP request to an HTTPS server", "plain HTTP to an SSL-enabled"];

    // Determines whether a text contains a sentence.
    public static bool Says(this string? text, string sentence) => text?.Contains(sentence, StringComparison.OrdinalIgnoreCase) == true;

    // Determines whether a 400 is a conflict with the state of the tag.
    public static bool AreConflictOfTag(string? detail) =>
        detail.Says(ImmutableTagCannotExpire) || detail.Says(ExpiringTagCannotBeImmutable);

    // Determines whether a body comes from a port for https that received an http request.
    public static bool AreFromHttpsPort(string? body) => Array.Exists(HttpsPort, sentence => body.Says(sentence));

    // Determines whether a 503 is Quay's own refusal of a write, which had no effect: the repository or the registry is read-only.
    public static bool AreRefusalOfWrite(QuayException fault) =>
        fault.StatusCode == HttpStatusCode.ServiceUnavailable
        && (fault.Detail.Says(RepositoryNotNormal) || fault.Detail.Says(RegistryReadOnly));
}
