using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Formats JSON numbers like Python, which reads them as <c>int</c> or <c>float</c>.</summary>
internal static class PythonNumber
{
    /// <summary>Determines whether the number has no fraction. <c>1.0</c> has none, although it is a float.</summary>
    public static bool IsWhole(JsonValue number) => Float(number) is not { } value || double.IsInteger(value);

    /// <summary>Returns Python's <c>repr()</c>.</summary>
    public static string Repr(JsonValue number) =>
        Float(number) is { } value ? Repr(value) : number.ToJsonString() is var literal && literal == "-0" ? "0" : literal;

    private static double? Float(JsonValue number)
    {
        if (number.TryGetValue(out JsonElement parsed))
        {
            return parsed.GetRawText().AsSpan().ContainsAny(".eE") ? parsed.GetDouble() : null;
        }

        return number.TryGetValue(out double value) ? value : null;
    }

    private static string Repr(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        if (value == 0)
        {
            return double.IsNegative(value) ? "-0.0" : "0.0";
        }

        // The shortest digits are the same in .NET and Python, but exponents start at different magnitudes.
        string shortest = value.ToString("R", CultureInfo.InvariantCulture);
        bool plain = Math.Abs(value) is >= 1e-4 and < 1e16;
        return plain || !shortest.Contains('E', StringComparison.Ordinal)
            ? decimal.Parse(shortest, NumberStyles.Float, CultureInfo.InvariantCulture)
                .ToString(plain ? "0.0####################" : "0.################e+00", CultureInfo.InvariantCulture)
            : shortest.Replace('E', 'e');
    }
}
