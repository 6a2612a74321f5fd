namespace Quay.Client;

/// <summary>Counts the typing errors between two words: a character that is missing, extra, wrong or swapped with its neighbor.</summary>
internal static class EditDistance
{
    public static int Between(string first, string second)
    {
        // The distances between the first i characters and all beginnings of the other word, for i, i - 1 and i - 2.
        int[] current = [.. Enumerable.Range(0, second.Length + 1)];
        int[] previous = [];
        for (int i = 1; i <= first.Length; i++)
        {
            int[] beforePrevious = previous;
            previous = current;
            current = new int[second.Length + 1];
            current[0] = i;
            for (int j = 1; j <= second.Length; j++)
            {
                int replacement = previous[j - 1] + (AreEqual(first[i - 1], second[j - 1]) ? 0 : 1);
                current[j] = Math.Min(Math.Min(previous[j], current[j - 1]) + 1, replacement);
                if (i > 1 && j > 1 && AreEqual(first[i - 1], second[j - 2]) && AreEqual(first[i - 2], second[j - 1]))
                {
                    current[j] = Math.Min(current[j], beforePrevious[j - 2] + 1);
                }
            }
        }

        return current[^1];
    }

    private static bool AreEqual(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
