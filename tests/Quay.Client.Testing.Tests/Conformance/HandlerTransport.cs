using System.Text;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>Sends requests through a <see cref="FakeQuayHandler"/>.</summary>
internal sealed class HandlerTransport(FakeQuay quay) : ITransport
{
    private static readonly Uri Endpoint = new("http://quay.example/");
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly HttpMessageInvoker _client = new(new FakeQuayHandler(quay) { Endpoint = Endpoint });

    public async Task<RawResponse> SendAsync(FakeRequest request)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri($"{Endpoint}{request.Target[1..]}", AsItIs))
        {
            Version = request.HttpVersion,
            Content = request.Body.IsEmpty && request.Header("Content-Type") is null ? null : new ReadOnlyMemoryContent(request.Body),
        };
        foreach ((string name, string value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using HttpResponseMessage response = await _client.SendAsync(message, CancellationToken.None);
        IEnumerable<string> headers = response.Headers.NonValidated
            .Concat(response.Content.Headers.NonValidated)
            .Select(header => $"{header.Key}: {header.Value}");
        string head = string.Join("\r\n", [$"HTTP/{response.Version} {(int)response.StatusCode} {response.ReasonPhrase}", .. headers]);
        string body = Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync());
        return new RawResponse(RawResponse.Sorted($"{head}\r\n\r\n{body}"), IsInOrder: false);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
