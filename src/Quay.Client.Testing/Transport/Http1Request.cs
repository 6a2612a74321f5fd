using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Quay.Client.Testing;

/// <summary>Parses the request line and the headers of an HTTP/1.1 request by gunicorn's rules.</summary>
internal static partial class Http1Request
{
    private static readonly Uri Nowhere = new("http://localhost/");

    /// <summary>Returns a request without origin and body; or null, and gunicorn's error response.</summary>
    /// <param name="head">The request line and the headers, without the empty line.</param>
    /// <param name="error">The error response; null if the request is valid.</param>
    public static FakeRequest? Parse(string head, out FakeResponse? error)
    {
        string[] lines = head.Split("\r\n");
        error = null;
        if (RequestLine().Match(lines[0]) is not { Success: true } line)
        {
            error = Gunicorn.BadRequest($"Invalid Request Line 'Invalid HTTP request line: '{lines[0]}''");
            return null;
        }

        if (!Method().IsMatch(line.Groups["method"].Value))
        {
            error = Gunicorn.BadRequest($"Invalid Method 'Invalid HTTP method: '{line.Groups["method"].Value}''");
            return null;
        }

        if (line.Groups["version"].Value is not ("HTTP/1.0" or "HTTP/1.1"))
        {
            error = Gunicorn.BadRequest($"Invalid HTTP Version 'Invalid HTTP Version: '{line.Groups["version"].Value}''");
            return null;
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string header in lines.Skip(1))
        {
            if (Header().Match(header) is not { Success: true } match)
            {
                error = Gunicorn.BadRequest($"Invalid HTTP Header: '{header}'");
                return null;
            }

            (string name, string value) = (match.Groups["name"].Value, match.Groups["value"].Value);
            headers[name] = headers.TryGetValue(name, out string? before) ? $"{before}, {value}" : value;
        }

        error = BodyErrorOf(headers);
        return error is not null ? null : new FakeRequest
        {
            Method = line.Groups["method"].Value,
            Origin = Nowhere,
            Target = line.Groups["target"].Value,
            HttpVersion = line.Groups["version"].Value is "HTTP/1.0" ? HttpVersion.Version10 : HttpVersion.Version11,
            Headers = headers,
        };
    }

    private static FakeResponse? BodyErrorOf(Dictionary<string, string> headers)
    {
        bool isSized = headers.TryGetValue("Content-Length", out string? length);
        return headers.TryGetValue("Transfer-Encoding", out string? coding)
            ? isSized ? Gunicorn.BadRequest("Invalid HTTP Header: 'CONTENT-LENGTH'")
                : coding.Equals("chunked", StringComparison.OrdinalIgnoreCase) ? null
                : Gunicorn.Error(501, "Not Implemented", $"Unsupported transfer coding: '{coding}'")
            : !isSized ? null
            : long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out long size)
                ? size > Array.MaxLength ? Nginx.BodyTooLarge : null
                : Gunicorn.BadRequest("Invalid HTTP Header: 'CONTENT-LENGTH'");
    }

    [GeneratedRegex(@"^(?<method>[^ ]*) (?<target>[^ ]+) (?<version>.*)\z", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex RequestLine();

    [GeneratedRegex(@"^(?=.{3,20}\z)[A-Z0-9!$%&'*+.^_`|~-]+\z")]
    private static partial Regex Method();

    [GeneratedRegex(
        @"^(?<name>[A-Za-z0-9!#$%&'*+.^_`|~-]+):[ \t]*(?<value>[^\0]*)\z", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Header();
}
