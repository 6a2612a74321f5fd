namespace Quay.Client;

/// <summary>
/// The server does not offer this: the feature is switched off there, or the Quay is older than it. As Quay answers it, it would read as a missing
/// repository or a missing permission.
/// </summary>
public sealed class QuayFeatureException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayFeatureException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Quay's name for the feature, such as <c>FEATURE_AUTO_PRUNE</c>.</summary>
    public string? Feature { get; init; }
}
