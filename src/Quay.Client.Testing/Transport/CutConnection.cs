namespace Quay.Client.Testing;

/// <summary>Creates the exceptions that <see cref="SocketsHttpHandler"/> throws if the server closes the connection too early.</summary>
internal static class CutConnection
{
    public static HttpIOException InResponse() => new(HttpRequestError.ResponseEnded, "The response ended prematurely.");

    public static HttpRequestException BeforeResponse() =>
        new(HttpRequestError.ResponseEnded, "An error occurred while sending the request.", InResponse());
}
