using System.Runtime.CompilerServices;
using System.Text;

namespace Quay.Client;

/// <summary>Handles interpolated strings: cleans each part, and formats it in the invariant culture.</summary>
[InterpolatedStringHandler]
internal readonly ref struct SafeLine(int literalLength, int formattedCount)
{
    // The longest name that Quay accepts has 511 characters, the longest digest 255.
    private const int MaxPart = 512;

    private const int Guess = 16;

    private readonly StringBuilder _text = new(literalLength + (formattedCount * Guess));

    public void AppendLiteral(string value) => _text.Append(value);

    public void AppendFormatted(string? value) =>
        _text.Append(value?.StartsWith(' ') == true ? " " : "").Append(SafeText.OneLine(value, MaxPart));

    // Appends a time as UTC, `2026-11-23 12:00:00Z`; null as a question mark.
    public void AppendFormatted(DateTimeOffset? value) => _text.Append(value?.ToString("u", CultureInfo.InvariantCulture) ?? "?");

    public void AppendFormatted(DateTimeOffset value) => AppendFormatted((DateTimeOffset?)value);

    public void AppendFormatted(DateOnly value) => AppendFormatted((DateOnly?)value);

    // Appends a day, `2026-11-23`; null as a question mark.
    public void AppendFormatted(DateOnly? value) => _text.Append(value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "?");

    public void AppendFormatted<T>(T value) =>
        AppendFormatted(value is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : value?.ToString());

    public string ToText() => _text.ToString();

    // Returns the interpolated string as one line.
    public static string Of(ref SafeLine line) => line.ToText();
}
