namespace QuayTags;

/// <summary>Defines the severities of Quay's scanner.</summary>
internal static class Severity
{
    public const string Unknown = "Unknown";

    /// <summary>Gets the severities from the least to the most severe.</summary>
    public static IReadOnlyList<string> All { get; } = [Unknown, "Negligible", "Low", "Medium", "High", "Critical"];

    /// <summary>Gets the position of a severity, ignoring case. Another one, from a newer scanner, counts as the most severe.</summary>
    public static int Rank(string severity) =>
        All.TakeWhile(known => !known.Equals(severity, StringComparison.OrdinalIgnoreCase)).Count();
}
