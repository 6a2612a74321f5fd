namespace Quay.Client;

/// <summary>
/// The exception that is thrown when a call fails. The message states what was attempted, what the response was, and what to do. Invalid
/// arguments throw <see cref="ArgumentException"/> instead, before any request, and the caller's cancellation throws
/// <see cref="OperationCanceledException"/>.
/// </summary>
public class QuayException : Exception
{
    // Long enough for a message that quotes two others; the parts are shorter.
    private const int MaxMessageLength = 8192;

    /// <summary>Initializes a new instance, also for use in tests.</summary>
    /// <param name="message">What was attempted, what the response was, and what to do. The exception converts it to one line, removes
    /// control characters and redacts tokens.</param>
    /// <param name="innerException">The exception that caused this one, if any.</param>
    public QuayException(string message, Exception? innerException = null)
        : base(SafeText.OneLine(message, MaxMessageLength), innerException)
    {
    }

    /// <summary>Copies the properties of the response from another exception.</summary>
    internal QuayException? ResponseOf
    {
        init
        {
            StatusCode = value?.StatusCode;
            ErrorType = value?.ErrorType;
            Detail = value?.Detail;
            ResponseBody = value?.ResponseBody;
            RetryAfter = value?.RetryAfter;
        }
    }

    /// <summary>Gets the status of the response; null if there was no response.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>Gets Quay's name for the kind of error, such as <c>invalid_token</c>; null if the response has none.</summary>
    public string? ErrorType { get; init => field = Cleaned(value); }

    /// <summary>Gets Quay's own error text, on one line; null if the response has none (for example, an HTML page).</summary>
    public string? Detail { get; init => field = Cleaned(value); }

    /// <summary>Gets the body of the response; null if there was none. It is truncated to 16 KiB, and tokens are redacted.</summary>
    public string? ResponseBody { get; init => field = Redaction.Of(value); }

    /// <summary>Gets how long the server asked to wait before the next request; null if it did not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    private static string? Cleaned(string? text) => text is null ? null : SafeText.OneLine(text);
}
