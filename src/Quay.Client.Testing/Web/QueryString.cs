using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Quay.Client.Testing;

/// <summary>Parses query parameters like Quay: the first of several values counts, and <c>+</c> is a space.</summary>
internal sealed partial class QueryString
{
    private readonly ILookup<string, string> _values;

    public QueryString(string raw) => _values = raw.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(part => part.Replace('+', ' ').Split('=', 2))
        .ToLookup(
            pair => PercentEncoding.Decode(pair[0]),
            pair => PercentEncoding.Decode(pair.ElementAtOrDefault(1) ?? ""),
            StringComparer.Ordinal);

    public string? Text(string name) => _values[name].FirstOrDefault();

    /// <summary>Returns a Boolean parameter. Quay reads every value as true except these few: "no" and "off" are true.</summary>
    public bool Flag(string name, bool standard = false) =>
        Text(name) is { } value ? value is not ("false" or "False" or "FALSE" or "0" or "" or "null") : standard;

    /// <exception cref="ErrorResponseException">
    /// A value is not an integer, even if it is not the first. The <c>message</c> of this 400 is an object.
    /// </exception>
    public BigInteger Integer(string name, int standard, string help)
    {
        List<BigInteger> numbers =
        [
            .. _values[name].Select(text => ParseInteger(text)
                ?? throw new ErrorResponseException(
                    Responses.Json(new JsonObject { ["message"] = new JsonObject { [name] = help } }, 400))),
        ];
        return numbers is [var first, ..] ? first : standard;
    }

    private static BigInteger? ParseInteger(string text) => BigInteger.TryParse(
        LoneUnderscore().Replace(text.Trim(), ""), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number)
        ? number
        : null;

    // Python reads 1_000 as a number.
    [GeneratedRegex("(?<=[0-9])_(?=[0-9])")]
    private static partial Regex LoneUnderscore();
}
