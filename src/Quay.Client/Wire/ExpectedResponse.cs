namespace Quay.Client;

/// <summary>The successful response of one endpoint.</summary>
internal sealed class ExpectedResponse
{
    private readonly HttpStatusCode _status;
    private readonly string _body;
    private readonly Predicate<ReadOnlyMemory<byte>> _isBody;

    private ExpectedResponse(HttpStatusCode status, string body, Predicate<ReadOnlyMemory<byte>> isBody) =>
        (_status, _body, _isBody) = (status, body, isBody);

    public static ExpectedResponse Empty(HttpStatusCode status) => new(status, "no body", body => body.IsEmpty);

    public static ExpectedResponse Json(HttpStatusCode status, string json)
    {
        JsonElement expected = JsonElement.Parse(json);
        return new(status, json, body => IsJson(body, expected));
    }

    /// <summary>Any body, because the serializer validates it.</summary>
    public static ExpectedResponse Model(HttpStatusCode status) => new(status, "a JSON object", body => !body.IsEmpty);

    public bool IsMetBy(HttpStatusCode status, ReadOnlyMemory<byte> body) => status == _status && _isBody(body);

    public override string ToString() => $"{(int)_status} with {_body}";

    private static bool IsJson(ReadOnlyMemory<byte> body, JsonElement expected)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return JsonElement.DeepEquals(document.RootElement, expected);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
