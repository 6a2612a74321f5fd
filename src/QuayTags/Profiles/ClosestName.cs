namespace QuayTags;

/// <summary>Finds the name that a user probably meant.</summary>
internal static class ClosestName
{
    private const int MinPrefix = 3;
    private const int MaxShortName = 5;

    // The names that other tools use.
    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.Ordinal)
    {
        ["-p"] = "--port",
        ["-y"] = "--yes",
        ["--host"] = "--address",
        ["--ssl"] = "--https",
        ["--time"] = "--clock",
        ["--tls"] = "--https",
        ["copy"] = "promote",
        ["ls"] = "list",
        ["mv"] = "promote",
        ["rm"] = "delete",
        ["tag"] = "promote",
        ["tags"] = "show",
        ["undo"] = "restore",
    };

    /// <summary>Gets a sentence with the closest name, preceded by a space; without a close one, a sentence with all names.</summary>
    public static string Hint(string typed, IEnumerable<string> names)
    {
        string[] sorted = [.. names.Order(StringComparer.Ordinal)];
        return sorted.Length == 0 ? ""
            : Find(typed, sorted) is { } closest ? $" Did you mean '{closest}'?"
            : $" Known: {string.Join(", ", sorted)}.";
    }

    /// <summary>Gets the synonym, the name that the user began, or else the closest name; null if none is close.</summary>
    public static string? Find(string typed, IReadOnlyCollection<string> names)
    {
        if (Synonyms.TryGetValue(typed, out string? synonym) && names.Contains(synonym))
        {
            return synonym;
        }

        int length = typed.TrimStart('-').Length;
        int most = length <= MaxShortName ? 1 : 2;
        return names.FirstOrDefault(name => length >= MinPrefix && name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            ?? names.Where(name => length > 1 && Distance(typed, name) <= most).MinBy(name => Distance(typed, name));
    }

    /// <summary>Counts the characters to insert, delete or replace, and the neighbours to exchange.</summary>
    private static int Distance(string first, string second)
    {
        int[,] distances = new int[first.Length + 1, second.Length + 1];
        for (int i = 0; i <= first.Length; i++)
        {
            for (int j = 0; j <= second.Length; j++)
            {
                distances[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    distances[i - 1, j - 1] + (IsSame(i - 1, j - 1) ? 0 : 1),
                    1 + Math.Min(distances[i - 1, j], distances[i, j - 1]));
                if (i > 1 && j > 1 && IsSame(i - 1, j - 2) && IsSame(i - 2, j - 1))
                {
                    distances[i, j] = Math.Min(distances[i, j], distances[i - 2, j - 2] + 1);
                }
            }
        }

        return distances[first.Length, second.Length];

        bool IsSame(int i, int j) => char.ToUpperInvariant(first[i]) == char.ToUpperInvariant(second[j]);
    }
}
