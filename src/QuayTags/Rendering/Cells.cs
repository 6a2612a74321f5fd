using System.Globalization;
using Spectre.Console;

namespace QuayTags;

/// <summary>Formats values for tables.</summary>
internal static class Cells
{
    private const int ShownHexDigits = 12;
    private const double Step = 1024;

    private static readonly string[] Units = ["KiB", "MiB", "GiB", "TiB"];

    public static Cell Of(string? value, Color? color = null) => new(VisibleText.Of(value), color);

    public static Cell Of(DateTimeOffset? time, string more = "") =>
        Of(time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + more);

    /// <summary>Gets the first digits of a digest, as many as Docker shows; or the whole digest with <c>--wide</c>.</summary>
    public static Cell Digest(string? digest, ToolContext context) => Of(context.IsWide ? digest : Short(digest));

    public static string Short(string? digest, int digits = ShownHexDigits)
    {
        string hex = digest?.Split(':', 2)[^1] ?? "";
        return hex.Length > digits ? hex[..digits] : hex;
    }

    public static Cell Size(long? bytes) => Of(bytes is { } size ? Human(size) : "");

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
