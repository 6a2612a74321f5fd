namespace Quay.Client;

/// <summary>
/// The exception that is thrown when the server does not offer an operation: the feature is switched off, or the version of Quay is too
/// old.
/// </summary>
/// <inheritdoc cref="QuayException(string, Exception)" path="/param"/>
public sealed class QuayFeatureException(string message, Exception? innerException = null)
    : QuayException(message, innerException)
{
    /// <summary>Gets Quay's name for the feature, such as <c>FEATURE_AUTO_PRUNE</c>.</summary>
    public string? Feature { get; init; }
}
