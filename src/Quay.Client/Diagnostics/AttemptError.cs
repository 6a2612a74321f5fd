using Polly.Timeout;

namespace Quay.Client;

/// <summary>Names the failure of an attempt, for the attribute <c>error.type</c> of OpenTelemetry.</summary>
internal static class AttemptError
{
    // Except "timeout", the names are those of .NET's own metrics of HttpClient. Their number is small.
    public static string TypeOf(Exception fault) => fault switch
    {
        TimeoutRejectedException or OperationCanceledException { InnerException: TimeoutException } => "timeout",
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown and var kind } =>
            JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString()),
        _ => fault.GetType().FullName!,
    };

    // By convention, an error status is an error type too.
    public static string? TypeOf(HttpStatusCode status) =>
        status >= HttpStatusCode.BadRequest ? ((int)status).ToString(CultureInfo.InvariantCulture) : null;
}
