namespace Quay.Client;

internal static class Counted
{
    // Returns `1 tag`, `2 tags`.
    public static string Of(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many ?? one + "s")}");
}
