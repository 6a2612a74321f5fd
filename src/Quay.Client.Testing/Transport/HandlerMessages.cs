using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.WebUtilities;

namespace Quay.Client.Testing;

/// <summary>Converts the messages of an <see cref="HttpMessageHandler"/> to and from those of the fake, as .NET would send them.</summary>
internal static class HandlerMessages
{
    public static async Task<FakeRequest> ReadAsync(HttpRequestMessage request, Uri endpoint, CancellationToken cancellationToken)
    {
        Uri address = request.RequestUri is { IsAbsoluteUri: true } absolute
            ? absolute
            : throw new InvalidOperationException(
                "The request needs an absolute address: set BaseAddress of the HttpClient, or RequestUri of the request.");
        ReadOnlyMemory<byte> body = request.Content is { } content
            ? await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false)
            : default;
        return new FakeRequest
        {
            Method = request.Method.Method,
            Origin = WebOrigin.Of(address),
            IsToOtherOrigin = !WebOrigin.IsSame(address, endpoint),
            Target = address.PathAndQuery,
            HttpVersion = request.Version == HttpVersion.Version10 ? HttpVersion.Version10 : HttpVersion.Version11,
            Headers = Headers(request, address, body.Length),
            Body = body,
        };
    }

    public static HttpResponseMessage ToResponse(FakeResponse response, HttpRequestMessage request)
    {
        bool hasBody = response.HasBodyFor(request.Method.Method);
        var content = new StreamContent(hasBody ? new ResponseStream(response.Sent, response.Ending) : Stream.Null);
        var message = new HttpResponseMessage((HttpStatusCode)response.Status)
        {
            RequestMessage = request,
            Version = response.HttpVersion ?? HttpVersion.Version11,
            ReasonPhrase = response.Reason ?? ReasonPhrases.GetReasonPhrase(response.Status),
            Content = content,
        };
        foreach ((string name, string value) in response.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }

    private static Dictionary<string, string> Headers(HttpRequestMessage request, Uri address, int length)
    {
        var headers =
            new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Host"] = request.Headers.Host ?? address.Authority };
        Add(request.Headers);
        if (request.Content is { } content)
        {
            Add(content.Headers);
            headers["Content-Length"] = length.ToString(CultureInfo.InvariantCulture);
        }

        return headers;

        void Add(HttpHeaders of)
        {
            foreach ((string name, HeaderStringValues values) in of.NonValidated)
            {
                headers[name] = values.ToString();
            }
        }
    }
}
