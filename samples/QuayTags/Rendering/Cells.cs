using System.Globalization;
using Spectre.Console;

namespace QuayTags.Rendering;

/// <summary>How values look in a table.</summary>
internal static class Cells
{
    private const int ShownHexDigits = 12;
    private const double Step = 1024;

    private static readonly string[] Units = ["KiB", "MiB", "GiB", "TiB"];

    /// <summary>A text as it is. The server may send anything, so control characters cannot steer the terminal.</summary>
    public static Text Of(string? value, Color? color = null) => new(Printable(value), new Style(color));

    public static string Printable(string? value) => string.Concat((value ?? "").Select(c => char.IsControl(c) ? ' ' : c));

    public static Text Of(DateTimeOffset? time, string more = "") => Of(time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + more);

    /// <summary>The start of a digest, as long as the one that Docker shows.</summary>
    public static Text Digest(string? digest) => Of(Short(digest));

    public static string Short(string? digest, int digits = ShownHexDigits)
    {
        string hex = digest?.Split(':', 2)[^1] ?? "";
        return hex.Length > digits ? hex[..digits] : hex;
    }

    public static Text Size(long? bytes) => Of(bytes is { } size ? Human(size) : "");

    public static string Human(long bytes)
    {
        if (bytes < Step)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{bytes} B");
        }

        double size = bytes / Step;
        int unit = 0;
        while (size >= Step && unit < Units.Length - 1)
        {
            size /= Step;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{size:0.0} {Units[unit]}");
    }
}
