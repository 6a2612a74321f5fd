namespace Quay.Client;

/// <summary>
/// There was an answer with a good status, but not the answer of this endpoint: HTML (a login page, a proxy), nothing, <c>null</c>, cut or other JSON, too
/// many bytes, a compression that the client cannot read, or pages that do not follow each other.
/// </summary>
public sealed class QuayResponseException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayResponseException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
