using System.Text;

namespace Quay.Client.Testing.Web;

/// <summary>Takes the path of a repository apart, folded to ASCII: <c>scrätch</c> is <c>scratch</c>.</summary>
internal static class RepositoryPath
{
    // By hand, because a host without ICU data (InvariantGlobalization) takes no letter apart. From U+00C0 to U+017F.
    private const string Latin =
        "AAAAAA?CEEEEIIIIDNOOOOOxOUUUUY??aaaaaa?ceeeeiiiidnooooo/ouuuuy?y"
        + "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi??JjKkkLlLlLlL"
        + "lLlNnNnNn???OoOoOo??RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

    private static readonly Dictionary<char, string> Ligatures = new()
    {
        ['Æ'] = "AE", ['æ'] = "ae", ['Þ'] = "Th", ['þ'] = "th", ['ß'] = "ss", ['Ĳ'] = "IJ",
        ['ĳ'] = "ij", ['Œ'] = "OE", ['œ'] = "oe", ['ŉ'] = "'n", ['Ŋ'] = "NG", ['ŋ'] = "ng",
    };

    public static (string Owner, string Name) Parse(string path)
    {
        string folded = Fold(path).TrimEnd('/');
        int slash = folded.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? ("library", folded) : (folded[..slash], folded[(slash + 1)..]);
    }

    /// <summary>A Latin letter with a mark loses it; what else is not ASCII is left out, where Quay has a transcription for most scripts.</summary>
    private static string Fold(string text) => Ascii.IsValid(text) ? text : string.Concat(text.Select(letter =>
        char.IsAscii(letter) ? letter.ToString()
        : Ligatures.TryGetValue(letter, out string? letters) ? letters
        : letter >= 'À' && letter - 'À' < Latin.Length ? Latin[letter - 'À'].ToString()
        : ""));
}
