using System.Text;
using System.Text.Json;

namespace Quay.Client.Errors;

/// <summary>
/// What the body of an error says. Quay has six shapes and does not tell them apart by Content-Type (the CSRF error is JSON sent as text/html), so
/// the body alone is read: JSON with <c>detail</c>, <c>error_message</c>, <c>message</c> (a text, or an object of parameter: help) or <c>error</c>;
/// HTML; or plain text.
/// </summary>
internal readonly record struct ErrorBody(string? ErrorType, string? Detail, string? Text)
{
    /// <summary>How many bytes of an error's body are read and kept.</summary>
    public const int MaxBytes = 16 * 1024;

    private const int MaxDetail = 1024;

    public static ErrorBody Read(ReadOnlySpan<byte> body)
    {
        if (body.Length > MaxBytes)
        {
            body = body[..MaxBytes];
        }

        if (body.StartsWith(Encoding.UTF8.Preamble))
        {
            body = body[Encoding.UTF8.Preamble.Length..];
        }

        if (body.Trim(" \t\r\n"u8).IsEmpty)
        {
            return default;
        }

        string text = Encoding.UTF8.GetString(body);
        if (body.TrimStart(" \t\r\n"u8)[0] != (byte)'{')
        {
            return new ErrorBody(null, Words(text), text);
        }

        var fields = new Fields();
        try
        {
            var reader = new Utf8JsonReader(body);
            fields.Read(ref reader);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // Cut, not JSON after all, or a text that is not Unicode: the fields before the fault stand, and Quay's words come first.
        }

        return new ErrorBody(fields.ErrorType, fields.BestDetail is { } detail ? Words(detail) : null, text);
    }

    /// <summary>The same without a token: some proxies print the request in their pages.</summary>
    public ErrorBody Without(string? token) =>
        string.IsNullOrEmpty(token) ? this : new ErrorBody(Redaction.Of(token, ErrorType), Redaction.Of(token, Detail), Redaction.Of(token, Text));

    /// <summary>A text for a message: one line, of bounded length; null for HTML, which helps nobody there.</summary>
    private static string? Words(string text)
    {
        if (IsHtml(text))
        {
            return null;
        }

        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        line = string.Concat(line.Where(c => !char.IsControl(c)));
        return line.Length > MaxDetail ? string.Concat(line.AsSpan(0, MaxDetail), "…") : line;
    }

    private static bool IsHtml(string text)
    {
        int at = text.IndexOf('<', StringComparison.Ordinal);
        while (at >= 0 && at + 1 < text.Length)
        {
            if (text[at + 1] is '!' or '/' || char.IsAsciiLetter(text[at + 1]))
            {
                return true;
            }

            at = text.IndexOf('<', at + 1);
        }

        return false;
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
