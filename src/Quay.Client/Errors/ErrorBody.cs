using System.Text;

namespace Quay.Client;

/// <summary>
/// Parses the body of an error: JSON with <c>detail</c>, <c>error_message</c>, <c>message</c> (a string, or an object of parameter: help)
/// or <c>error</c>, HTML, or plain text. The Content-Type does not distinguish them: the CSRF error is JSON sent as text/html.
/// </summary>
internal readonly record struct ErrorBody(string? ErrorType, string? Detail, string? Text, bool IsJson)
{
    // How many bytes of an error's body are read and kept.
    public const int MaxBytes = 16 * 1024;

    // The first of these fields that exists is shown.
    private static readonly string[] DetailFields = ["detail", "error_message", "message", "error"];

    public static ErrorBody Read(ReadOnlySpan<byte> body, string? token)
    {
        // Bytes that are not UTF-8 (a proxy's Latin-1) become U+FFFD; the rest remains readable.
        bool isCut = body.Length >= MaxBytes;
        string text = Encoding.UTF8.GetString(isCut ? body[..MaxBytes] : body).TrimStart('\uFEFF');
        text = isCut ? Redaction.OfCut(token, text) : Redaction.Of(token, text);
        if (string.IsNullOrWhiteSpace(text))
        {
            return default;
        }

        if (!text.AsSpan().TrimStart().StartsWith("{"))
        {
            return new ErrorBody(null, SafeText.OneLineUnlessHtml(text, token), text, IsJson: false);
        }

        Dictionary<string, string> fields = ReadFields(Encoding.UTF8.GetBytes(text));
        string? type = fields.TryGetValue("error_type", out string? name) ? SafeText.OneLine(name, token) : null;

        // Quay quotes the request, so its text may contain an HTML tag. A whole HTML page explains nothing.
        string? detail = DetailFields.Select(fields.GetValueOrDefault).FirstOrDefault(words => words is not null);
        bool isPage = detail is null || detail.AsSpan().TrimStart().StartsWith("<");
        return new ErrorBody(type, isPage ? null : SafeText.OneLine(detail, token), text, IsJson: true);
    }

    // Reads the strings of an object. The errors of a query, `{"message": {"page": "Page index."}}`, become one string.
    private static Dictionary<string, string> ReadFields(ReadOnlySpan<byte> json)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(json);
        (string field, string parameter) = ("", "");
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType, reader.CurrentDepth)
                {
                    case (JsonTokenType.PropertyName, 1):
                        field = reader.GetString()!;
                        break;
                    case (JsonTokenType.PropertyName, _):
                        parameter = reader.GetString()!;
                        break;
                    case (JsonTokenType.String, 1) when reader.GetString() is { Length: > 0 } text:
                        fields[field] = text;
                        break;
                    case (JsonTokenType.String, 2) when field == "message":
                        string help = $"{parameter}: {reader.GetString()}";
                        fields[field] = fields.TryGetValue(field, out string? earlier) ? $"{earlier}; {help}" : help;
                        break;
                    default:
                        break;
                }
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The text is truncated, not JSON, or has an invalid escape. The fields before the fault are valid.
        }

        return fields;
    }
}
