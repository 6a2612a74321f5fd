namespace Quay.Client;

/// <summary>Makes an exception of an answer with a good status whose body is not what the endpoint gives.</summary>
internal static class UnreadableResponse
{
    public static QuayResponseException Of(HttpResponseMessage response, ReadOnlySpan<byte> body, Exception fault)
    {
        string? token = SentToken.Of(response.RequestMessage);
        body = Charset.ToUtf8(body, response.Content.Headers);
        bool isHtml = body.TrimStart(" \t\r\n"u8).StartsWith("<"u8);
        (string words, Exception? inner) = FaultDescription.Of(fault, token);
        string reason = isHtml
            ? "HTML, of a login page or a proxy perhaps. Is that the address of a Quay?"
            : $"not what this endpoint gives{(words.Length == 0 ? "." : $": {words}")}";
        return new QuayResponseException($"{RequestDescription.Of(response.RequestMessage)}: the answer was {(int)response.StatusCode}, but {reason}", inner)
        {
            StatusCode = response.StatusCode,
            ResponseBody = ErrorBody.Read(body, token).Text,
        };
    }
}
