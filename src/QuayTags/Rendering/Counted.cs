using System.Globalization;

namespace QuayTags;

/// <summary>Formats a number with its noun.</summary>
internal static class Counted
{
    /// <summary>Gets "1 tag", "2 tags".</summary>
    public static string Of(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many ?? one + "s")}");
}
