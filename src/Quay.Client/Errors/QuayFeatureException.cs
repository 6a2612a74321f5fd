namespace Quay.Client;

/// <summary>The exception that is thrown when a feature of the server is switched off, or its version of Quay is too old.</summary>
public sealed class QuayFeatureException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayFeatureException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Gets Quay's name for the feature, such as <c>FEATURE_AUTO_PRUNE</c>.</summary>
    public string? Feature { get; init; }
}
