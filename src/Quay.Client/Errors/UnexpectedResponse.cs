namespace Quay.Client.Errors;

/// <summary>Makes an exception of a success whose status or body is not the one of the endpoint.</summary>
internal static class UnexpectedResponse
{
    /// <param name="response">The response.</param>
    /// <param name="body">Its body.</param>
    /// <param name="expected">What Quay sends: "201 with "Updated"".</param>
    public static QuayResponseException Of(HttpResponseMessage response, ReadOnlySpan<byte> body, string expected)
    {
        ReadOnlySpan<byte> text = body.TrimStart(" \t\r\n"u8);
        string came = text.IsEmpty ? "no body"
            : text.StartsWith("<"u8) ? "HTML, of a login page or a proxy perhaps"
            : text.SequenceEqual("null"u8) || text.SequenceEqual("null\n"u8) ? "null"
            : "another body";
        return new QuayResponseException(
            $"{Asked.Of(response.RequestMessage)}: the response was {(int)response.StatusCode} with {came}, where Quay sends {expected}. Is that the address of a Quay?")
        {
            StatusCode = response.StatusCode,
            ResponseBody = ErrorBody.Read(body, SentToken.Of(response.RequestMessage)).Text,
        };
    }
}
