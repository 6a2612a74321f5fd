using System.Runtime.ExceptionServices;

namespace Quay.Client;

/// <summary>
/// A part of Quay's API that a server may lack. Its paths are then those of a nested repository or none at all, so that what is missing reads as a missing
/// repository or a missing permission.
/// </summary>
/// <param name="Name">Quay's name for it: FEATURE_….</param>
/// <param name="Since">The version that brought it; null where every version in use has it.</param>
internal sealed record OptionalFeature(string Name, string? Since = null)
{
    public static readonly OptionalFeature AutoPrune = new("FEATURE_AUTO_PRUNE", "3.11");
    public static readonly OptionalFeature ImmutableTags = new("FEATURE_IMMUTABLE_TAGS", "3.17");
    public static readonly OptionalFeature PermanentDeletion = new("FEATURE_PERMANENTLY_DELETE_TAGS", "3.9");
    public static readonly OptionalFeature PullStatistics = new("FEATURE_IMAGE_PULL_STATS", "3.16");
    public static readonly OptionalFeature RepositoryMirror = new("FEATURE_REPO_MIRROR");
    public static readonly OptionalFeature Scanner = new("FEATURE_SECURITY_SCANNER");

    /// <summary>Whether an error may come of the feature's absence.</summary>
    public static bool MayBeAbsence(QuayException fault) =>
        fault.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed;

    /// <summary>Asks what only a server with the feature answers.</summary>
    /// <param name="what">What is asked for, as the start of a sentence.</param>
    /// <param name="ask">Asks.</param>
    /// <param name="isLacking">
    /// Reads, after a refusal, whether a server with the feature would have answered. What it does not find is what the caller hears of; its other errors are
    /// not told, for the refusal stands.
    /// </param>
    /// <exception cref="QuayFeatureException">The server lacks it.</exception>
    public async Task<T> AskAsync<T>(string what, Func<Task<T>> ask, Func<QuayException, Task<bool>> isLacking)
    {
        QuayException refusal;
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (QuayException fault) when (MayBeAbsence(fault))
        {
            refusal = fault;
        }

        if (!await IsKnownAsync(() => isLacking(refusal)).ConfigureAwait(false))
        {
            ExceptionDispatchInfo.Throw(refusal);
        }

        string status = ((int)refusal.StatusCode!.Value).ToString(CultureInfo.InvariantCulture);
        throw Lacking($"{what}: the answer was {status}, though a server with {Name} would have answered.", refusal);
    }

    /// <param name="sentences">What was asked, and what shows that the server lacks the feature.</param>
    /// <param name="refusal">What Quay answered; null where it answered nothing amiss.</param>
    public QuayFeatureException Lacking(string sentences, QuayException? refusal = null)
    {
        string since = Since is null ? "" : $", or the Quay is older than {Since}";
        return new QuayFeatureException($"{sentences} The feature is switched off there{since}: ask the administrator of the server.", refusal)
        {
            Feature = Name,
            ResponseOf = refusal,
        };
    }

    private static async Task<bool> IsKnownAsync(Func<Task<bool>> isLacking)
    {
        try
        {
            return await isLacking().ConfigureAwait(false);
        }
        catch (QuayException blind) when (blind is not QuayNotFoundException)
        {
            return false;
        }
    }
}
