namespace Quay.Client;

/// <summary>
/// A call that failed: the answer of Quay was an error or not an answer, or there was none. The message says what was asked, what came back and
/// what to do. Catch this type for every failure but bad arguments (<see cref="ArgumentException"/>, thrown before any request) and your own
/// cancellation (<see cref="OperationCanceledException"/>); its subclasses tell apart what callers treat differently.
/// </summary>
public class QuayException : Exception
{
    // Long enough for a message that quotes two others; the parts are shorter.
    private const int MaxMessageLength = 8192;

    /// <summary>Makes an exception; also for tests of code that handles one.</summary>
    /// <param name="message">
    /// What was attempted, what came back, and what to do. Server text is cleaned: the message is one line without control characters and without tokens.
    /// </param>
    /// <param name="innerException">What caused it, if anything below did.</param>
    public QuayException(string message, Exception? innerException = null)
        : base(SafeText.OneLine(message, MaxMessageLength), innerException)
    {
    }

    internal QuayException(string message, ErrorResponse answer)
        : this(message)
    {
        StatusCode = answer.Status;
        ErrorType = answer.Body.ErrorType;
        Detail = answer.Body.Detail;
        ResponseBody = answer.Body.Text;
        RetryAfter = answer.RetryAfter;
    }

    /// <summary>The exception whose answer this one says in other words, or with more that is known.</summary>
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

    /// <summary>The status of the answer; null when there was no answer.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>Quay's name for the kind of error, such as <c>invalid_token</c> or <c>insufficient_scope</c>; null when the answer had none.</summary>
    public string? ErrorType { get; init => field = Cleaned(value); }

    /// <summary>Gets Quay's own error text, on one line; null if the response has none (for example, an HTML page).</summary>
    public string? Detail { get; init => field = Cleaned(value); }

    /// <summary>Gets the body of the response, with the token redacted and truncated after 16 KiB; null if there was none.</summary>
    public string? ResponseBody { get; init => field = Redaction.Of(value); }

    /// <summary>How long the server asked to wait before the next request; null when it did not say (Quay itself never does, some proxies do).</summary>
    public TimeSpan? RetryAfter { get; init; }

    private static string? Cleaned(string? text) => text is null ? null : SafeText.OneLine(text);
}
