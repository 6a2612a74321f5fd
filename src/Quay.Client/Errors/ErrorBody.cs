using System.Text;

namespace Quay.Client;

/// <summary>
/// What the body of an error says. Quay has six shapes and does not tell them apart by Content-Type (the CSRF error is JSON sent as text/html), so
/// the body alone is read: JSON with <c>detail</c>, <c>error_message</c>, <c>message</c> (a text, or an object of parameter: help) or <c>error</c>;
/// HTML; or plain text.
/// </summary>
/// <param name="ErrorType">Quay's name for the kind of error; null without one.</param>
/// <param name="Detail">Quay's words, fit for a message; null without any.</param>
/// <param name="Text">The body as it came, without the token; null for none.</param>
/// <param name="IsJson">Whether the body is a JSON object, as all that Quay itself answers.</param>
internal readonly record struct ErrorBody(string? ErrorType, string? Detail, string? Text, bool IsJson)
{
    /// <summary>How many bytes of an error's body are read and kept.</summary>
    public const int MaxBytes = 16 * 1024;

    /// <param name="body">The body, of which the first <see cref="MaxBytes"/> are read.</param>
    /// <param name="token">The token of the request, which some proxies print in their pages; null for none.</param>
    public static ErrorBody Read(ReadOnlySpan<byte> body, string? token)
    {
        // Bytes that are no UTF-8 (a proxy's Latin-1) become U+FFFD, and the rest can still be read.
        bool isCut = body.Length >= MaxBytes;
        string text = Encoding.UTF8.GetString(isCut ? body[..MaxBytes] : body).TrimStart('\uFEFF');
        text = isCut ? Redaction.OfCut(token, text) : Redaction.Of(token, text);
        if (string.IsNullOrWhiteSpace(text))
        {
            return default;
        }

        if (!text.AsSpan().TrimStart().StartsWith("{"))
        {
            return new ErrorBody(null, MessageText.From(text, token), text, IsJson: false);
        }

        var fields = new Fields();
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
            fields.Read(ref reader);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // Cut, not JSON after all, or an escape that is no character: the fields before the fault stand, and Quay's words come first.
        }

        // Quay quotes what it was sent, so its words may hold a tag; only a whole page in their place says nothing.
        string? detail = fields.BestDetail is { } words && !words.AsSpan().TrimStart().StartsWith("<") ? SafeText.OneLine(words, token) : null;
        string? type = fields.ErrorType is { } name ? SafeText.OneLine(name, token) : null;
        return new ErrorBody(type, detail, text, IsJson: true);
    }

    private struct Fields
    {
        private string? _detail;
        private string? _errorMessage;
        private string? _message;
        private string? _error;

        public string? ErrorType { get; private set; }

        public readonly string? BestDetail => _detail ?? _errorMessage ?? _message ?? _error;

        public void Read(ref Utf8JsonReader reader)
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                {
                    continue;
                }

                string name = reader.GetString()!;
                if (!reader.Read())
                {
                    return;
                }

                if (reader.TokenType == JsonTokenType.StartObject && name == "message")
                {
                    _message = ReadHelp(ref reader);
                }
                else if (reader.TokenType == JsonTokenType.String)
                {
                    Take(name, reader.GetString()!);
                }
            }
        }

        /// <summary>The errors of a query: <c>{"page": "Page index for the results. Default 1."}</c>.</summary>
        private static string ReadHelp(ref Utf8JsonReader reader)
        {
            var help = new List<string>();
            string parameter = "";
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    parameter = reader.GetString()!;
                }
                else if (reader.TokenType == JsonTokenType.String)
                {
                    help.Add($"{parameter}: {reader.GetString()}");
                }
            }

            return string.Join("; ", help);
        }

        private void Take(string name, string value)
        {
            if (value.Length == 0)
            {
                return;
            }

            switch (name)
            {
                case "error_type": ErrorType = value; break;
                case "detail": _detail = value; break;
                case "error_message": _errorMessage = value; break;
                case "message": _message = value; break;
                case "error": _error = value; break;
                default: break;
            }
        }
    }
}
