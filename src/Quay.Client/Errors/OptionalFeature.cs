namespace Quay.Client;

/// <summary>Represents a feature that a server may lack. Its absence looks like a missing repository or permission.</summary>
internal sealed record OptionalFeature(string Name, string? Since = null)
{
    public static readonly OptionalFeature AutoPrune = new("FEATURE_AUTO_PRUNE", "3.11");
    public static readonly OptionalFeature ImmutableTags = new("FEATURE_IMMUTABLE_TAGS", "3.17");
    public static readonly OptionalFeature PermanentDeletion = new("PERMANENTLY_DELETE_TAGS", "3.9");
    public static readonly OptionalFeature PullStatistics = new("FEATURE_IMAGE_PULL_STATS", "3.16");
    public static readonly OptionalFeature RepositoryMirror = new("FEATURE_REPO_MIRROR");
    public static readonly OptionalFeature Scanner = new("FEATURE_SECURITY_SCANNER");

    // Determines whether the absence of a feature can cause an error.
    public static bool MayBeAbsence(QuayException fault) =>
        fault.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound
            or HttpStatusCode.MethodNotAllowed;

    public QuayFeatureException Lacking(string sentences, QuayException? refusal = null)
    {
        string since = Since is null ? "" : $", or its Quay is older than {Since}";
        return new QuayFeatureException(
            $"{sentences} The feature is switched off on the server{since}: ask its administrator.", refusal)
        {
            Feature = Name,
            ResponseOf = refusal,
        };
    }
}
