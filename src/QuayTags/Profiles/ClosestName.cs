namespace QuayTags;

/// <summary>Finds the name that a user probably meant.</summary>
internal static class ClosestName
{
    /// <summary>Gets a sentence with the closest name, preceded by a space; without a close one, a sentence with all names.</summary>
    public static string Hint(string typed, IEnumerable<string> names)
    {
        string[] sorted = [.. names.Order(StringComparer.Ordinal)];
        return sorted.Length == 0 ? ""
            : Find(typed, sorted) is { } closest ? $" Did you mean '{closest}'?"
            : $" Known: {string.Join(", ", sorted)}.";
    }

    /// <summary>Gets the name that the user began, or else the closest name; null if none is close.</summary>
    public static string? Find(string typed, IReadOnlyCollection<string> names) =>
        names.FirstOrDefault(name => typed.Length > 1 && name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            ?? names.Where(name => Distance(typed, name) <= Math.Max(2, typed.Length / 3)).MinBy(name => Distance(typed, name));

    /// <summary>Counts the characters to insert, delete or replace.</summary>
    private static int Distance(string first, string second)
    {
        int[] distances = [.. Enumerable.Range(0, second.Length + 1)];
        for (int i = 1; i <= first.Length; i++)
        {
            int diagonal = distances[0];
            distances[0] = i;
            for (int j = 1; j <= second.Length; j++)
            {
                int replaced = diagonal + (char.ToUpperInvariant(first[i - 1]) == char.ToUpperInvariant(second[j - 1]) ? 0 : 1);
                diagonal = distances[j];
                distances[j] = Math.Min(replaced, 1 + Math.Min(distances[j], distances[j - 1]));
            }
        }

        return distances[^1];
    }
}
