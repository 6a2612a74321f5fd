namespace Quay.Client.Testing;

/// <summary>Finds the route that a client probably meant.</summary>
internal static class NearestRoute
{
    // The cost grows with the square of the length, and a path can have thousands of characters.
    private const int LongestCompared = 200;

    /// <summary>Returns the method and the template of the route that is most similar to a request.</summary>
    public static string Of(FakeRequest request, IEnumerable<Route> routes)
    {
        string requested = Truncate($"{request.Method} {request.RawPath}");
        string[] parts = request.RawPath.Split('/');
        return routes
            .SelectMany(route => route.Methods, (route, method) => (
                Shown: $"{method} {route.Path}",
                Filled: Truncate($"{method} {Fill(route.Path, parts)}")))
            .MinBy(route => Distance(requested, route.Filled)).Shown;
    }

    private static string Truncate(string text) => text.Length > LongestCompared ? text[..LongestCompared] : text;

    /// <summary>Replaces the parameters of a template by the values of the request, so that only the fixed words are compared.</summary>
    private static string Fill(string template, string[] requested)
    {
        string repository = string.Join('/', requested.Skip(4).Take(2));
        string[] parts = template.Replace("{repository}", repository, StringComparison.Ordinal).Split('/');
        return string.Join('/', parts.Select((part, index) => part.StartsWith('{') && index < requested.Length ? requested[index] : part));
    }

    /// <summary>Returns the number of insertions, deletions and substitutions between two texts (Levenshtein distance).</summary>
    private static int Distance(string from, string to)
    {
        int[] above = [.. Enumerable.Range(0, to.Length + 1)];
        for (int row = 1; row <= from.Length; row++)
        {
            int[] line = new int[to.Length + 1];
            line[0] = row;
            for (int column = 1; column <= to.Length; column++)
            {
                int changed = above[column - 1] + (from[row - 1] == to[column - 1] ? 0 : 1);
                line[column] = Math.Min(changed, Math.Min(above[column], line[column - 1]) + 1);
            }

            above = line;
        }

        return above[^1];
    }
}
