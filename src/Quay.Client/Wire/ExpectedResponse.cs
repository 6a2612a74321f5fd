namespace Quay.Client;

/// <summary>The successful response of one endpoint.</summary>
internal sealed class ExpectedResponse
{
    private readonly HttpStatusCode _status;
    private readonly string _body;
    private readonly Predicate<ReadOnlyMemory<byte>> _isBody;

    private ExpectedResponse(HttpStatusCode status, string body, Predicate<ReadOnlyMemory<byte>> isBody) => (_status, _body, _isBody) = (status, body, isBody);

    /// <summary>No body.</summary>
    public static ExpectedResponse Empty(HttpStatusCode status) => new(status, "no body", body => body.IsEmpty);

    /// <summary>Always the same JSON.</summary>
    public static ExpectedResponse Json(HttpStatusCode status, string json)
    {
        JsonElement expected = JsonElement.Parse(json);
        return new(status, json, body => IsJson(body, came => JsonElement.DeepEquals(came, expected)));
    }

    /// <summary>A body that the serializer reads into a model, and refuses when it is another.</summary>
    public static ExpectedResponse Model(HttpStatusCode status) => new(status, "a JSON object", body => !body.IsEmpty);

    public bool IsMetBy(HttpStatusCode status, ReadOnlyMemory<byte> body) => status == _status && _isBody(body);

    /// <summary>For a message: "201 with "Updated"".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(int)_status} with {_body}");

    private static bool IsJson(ReadOnlyMemory<byte> body, Predicate<JsonElement> isExpected)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return isExpected(document.RootElement);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
