using System.Globalization;
using System.Text;

namespace Quay.Client.Testing.Web;

/// <summary>Takes the path of a repository apart, folded to ASCII: <c>scrätch</c> is <c>scratch</c>.</summary>
internal static class RepositoryPath
{
    public static (string Owner, string Name) Parse(string path)
    {
        string folded = Fold(path).TrimEnd('/');
        int slash = folded.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? ("library", folded) : (folded[..slash], folded[(slash + 1)..]);
    }

    /// <summary>Letters with marks lose them; what then is not ASCII is left out, where Quay has a transcription for most scripts.</summary>
    private static string Fold(string text) => Ascii.IsValid(text)
        ? text
        : string.Concat(text.Normalize(NormalizationForm.FormD).Where(letter => char.IsAscii(letter) && CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark));
}
