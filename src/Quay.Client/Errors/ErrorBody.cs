using System.Text;

namespace Quay.Client;

/// <summary>
/// The body of an error. Quay has six shapes and does not distinguish them by Content-Type (the CSRF error is JSON sent as text/html), so
/// only the body is read: JSON with <c>detail</c>, <c>error_message</c>, <c>message</c> (a text, or an object of parameter: help) or
/// <c>error</c>; HTML; or plain text.
/// </summary>
internal readonly record struct ErrorBody(string? ErrorType, string? Detail, string? Text, bool IsJson)
{
    // How many bytes of an error's body are read and kept.
    public const int MaxBytes = 16 * 1024;

    // The first one that is there is shown.
    private static readonly string[] DetailFields = ["detail", "error_message", "message", "error"];

    public static ErrorBody Read(ReadOnlySpan<byte> body, string? token)
    {
        // Bytes that are not UTF-8 (a proxy's Latin-1) become U+FFFD, and the rest can still be read.
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

        // Quay quotes what it was sent, so its words may contain a tag of HTML; a whole page explains nothing.
        string? detail = DetailFields.Select(fields.GetValueOrDefault).FirstOrDefault(words => words is not null);
        bool isPage = detail is null || detail.AsSpan().TrimStart().StartsWith("<");
        return new ErrorBody(type, isPage ? null : SafeText.OneLine(detail, token), text, IsJson: true);
    }

    // Reads the texts of an object. The errors of a query, `{"message": {"page": "Page index."}}`, become one text.
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
            // Cut, not JSON, or an escape that is no character: the fields before the fault are valid.
        }

        return fields;
    }
}
