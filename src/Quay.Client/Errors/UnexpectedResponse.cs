namespace Quay.Client;

/// <summary>Creates the exception for a success whose status or body is not what the endpoint returns.</summary>
internal static class UnexpectedResponse
{
    /// <param name="response">The response.</param>
    /// <param name="body">Its body.</param>
    /// <param name="expected">What Quay sends, such as <c>201 with "Updated"</c>.</param>
    public static QuayResponseException Of(HttpResponseMessage response, ReadOnlySpan<byte> body, string expected)
    {
        ReadOnlySpan<byte> text = body.TrimStart(" \t\r\n"u8);
        string came = text.IsEmpty ? "no body"
            : text.StartsWith("<"u8) ? "HTML, perhaps from a login page or a proxy"
            : text.SequenceEqual("null"u8) || text.SequenceEqual("null\n"u8) ? "null"
            : "another body";
        return new QuayResponseException(
            $"{RequestDescription.Of(response.RequestMessage)}: the response was {(int)response.StatusCode} with {came}, but Quay sends {expected}. Check that Endpoint is the address of a Quay.")
        {
            StatusCode = response.StatusCode,
            ResponseBody = ErrorBody.Read(body, SentToken.Of(response.RequestMessage)).Text,
        };
    }
}
