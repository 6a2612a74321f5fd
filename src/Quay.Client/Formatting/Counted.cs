namespace Quay.Client;

internal static class Counted
{
    /// <summary>Returns <c>1 tag</c>, <c>2 tags</c>.</summary>
    public static string Of(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many ?? one + "s")}");
}
