using System.Numerics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Quay.Client.Testing.Web;

/// <summary>The parameters of a request, as Quay's parser reads them: the first of several, <c>+</c> for a space, and anything for true.</summary>
internal sealed partial class QueryString
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public QueryString(string raw)
    {
        foreach (string[] pair in raw.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)))
        {
            _values.TryAdd(PercentEncoding.Decode(pair[0].Replace('+', ' ')), PercentEncoding.Decode(pair.ElementAtOrDefault(1)?.Replace('+', ' ') ?? ""));
        }
    }

    public string? Text(string name) => _values.GetValueOrDefault(name);

    /// <summary>Quay takes all but these few words for true: "no" and "off" are.</summary>
    public bool Flag(string name, bool standard = false) =>
        Text(name) is { } value ? value is not ("false" or "False" or "FALSE" or "0" or "" or "null") : standard;

    /// <exception cref="RefusedException">It is no integer: 400, whose message is an object.</exception>
    public BigInteger Integer(string name, int standard, string help)
    {
        if (Text(name) is not { } text)
        {
            return standard;
        }

        string digits = LoneUnderscore().Replace(text.Trim(), "");
        return BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number)
            ? number
            : throw new RefusedException(Answers.Json(new JsonObject { ["message"] = new JsonObject { [name] = help } }, 400));
    }

    // Python reads 1_000 as a number.
    [GeneratedRegex("(?<=[0-9])_(?=[0-9])")]
    private static partial Regex LoneUnderscore();
}
