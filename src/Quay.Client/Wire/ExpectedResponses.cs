using System.Text;
using Refit;

namespace Quay.Client;

/// <summary>
/// Lists Quay's successful responses. After any other success (a login page, <c>null</c>, a truncated body, a proxy's 202), a read fails,
/// and a write is verified as if its response had been lost.
/// </summary>
internal static class ExpectedResponses
{
    private const string Repository = "/api/v1/repository/{**repository}";
    private const string Tag = Repository + "/tag/{tag}";
    private const string Labels = Repository + "/manifest/{digest}/labels";
    private const string Policies = "/api/v1/{**scope}/{kind}/";

    private static readonly HttpRequestOptionsKey<string> Route = new(HttpRequestMessageOptions.RelativePathTemplate);

    private static readonly ExpectedResponse Read = ExpectedResponse.Model(HttpStatusCode.OK);

    // The responses to writes, by method and Refit's template of the route. The response to every GET is Read.
    internal static readonly IReadOnlyDictionary<(string Method, string Route), ExpectedResponse> Listed =
        new Dictionary<(string Method, string Route), ExpectedResponse>
        {
            [("PUT", Tag)] = ExpectedResponse.Json(HttpStatusCode.Created, "\"Updated\""),
            [("DELETE", Tag)] = ExpectedResponse.Empty(HttpStatusCode.NoContent),
            [("POST", Tag + "/restore")] = ExpectedResponse.Json(HttpStatusCode.OK, "{}"),
            [("POST", Tag + "/expire")] = ExpectedResponse.Json(HttpStatusCode.OK, "\"\""),
            [("POST", Labels)] = ExpectedResponse.Model(HttpStatusCode.Created),
            [("DELETE", Labels + "/{id}")] = ExpectedResponse.Empty(HttpStatusCode.NoContent),
            [("POST", "/api/v1/repository")] = ExpectedResponse.Model(HttpStatusCode.Created),
            [("PUT", Repository)] = ExpectedResponse.Model(HttpStatusCode.OK),
            [("DELETE", Repository)] = ExpectedResponse.Empty(HttpStatusCode.NoContent),
            [("POST", Repository + "/changevisibility")] = ExpectedResponse.Model(HttpStatusCode.OK),
            [("PUT", Repository + "/changestate")] = ExpectedResponse.Model(HttpStatusCode.OK),
            [("POST", Policies)] = ExpectedResponse.Model(HttpStatusCode.Created),
            [("PUT", Policies + "{uuid}")] = ExpectedResponse.Empty(HttpStatusCode.NoContent),
            [("DELETE", Policies + "{uuid}")] = ExpectedResponse.Model(HttpStatusCode.OK),
        };

    // Returns an exception for a response that the route does not send; otherwise null.
    public static async ValueTask<Exception?> CheckAsync(HttpResponseMessage response)
    {
        ReadOnlyMemory<byte> body = response.Content is BufferedBody buffered
            ? buffered.Bytes
            : await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        ExpectedResponse? expected = Of(response.RequestMessage);
        return expected?.IsMetBy(response.StatusCode, body.Span) == true
            ? null
            : new RequestFailure(response.RequestMessage).UnexpectedResponse(response, body.Span, expected?.ToString() ?? "another");
    }

    // A request that a handler of the host created has no route.
    private static ExpectedResponse? Of(HttpRequestMessage? request) =>
        request?.Options.TryGetValue(Route, out string? route) == true
        && Listed.TryGetValue((request.Method.Method, route), out ExpectedResponse? listed) ? listed
        : request?.Method == HttpMethod.Get ? Read
        : null;
}

internal sealed record ExpectedResponse(HttpStatusCode Status, string? Body)
{
    public static ExpectedResponse Empty(HttpStatusCode status) => new(status, "");

    public static ExpectedResponse Json(HttpStatusCode status, string json) => new(status, json);

    public static ExpectedResponse Model(HttpStatusCode status) => new(status, Body: null);

    public bool IsMetBy(HttpStatusCode status, ReadOnlySpan<byte> body) =>
        status == Status && (Body is null ? !body.IsEmpty : Encoding.UTF8.GetString(body.TrimEnd("\n"u8)) == Body);

    public override string ToString() => $"{(int)Status} with {Body switch { null => "a JSON object", "" => "no body", _ => Body }}";
}
