using System.Text;

namespace Quay.Client.Testing;

/// <summary>Takes the path of a repository apart, folded to ASCII: <c>scrätch</c> is <c>scratch</c>.</summary>
internal static class RepositoryPath
{
    private const char FirstLatin = '\u00C0';

    /// <summary>
    /// The letters U+00C0 … U+017F in ASCII. Unicode's own decomposition is not there where .NET runs without globalization data.
    /// </summary>
    private static readonly string[] Latin = (
        "A A A A A A AE C E E E E I I I I D N O O O O O x O U U U U Y Th ss a a a a a a ae c e e e e i "
        + "i i i d n o o o o o / o u u u u y th y "
        + "A a A a A a C c C c C c C c D d D d E e E e E e E e E e G g G g G g G g H h H h I i I i I i I i I i IJ ij J j K k k "
        + "L l L l L l L l L l N n N n N n 'n NG ng O o O o O o OE oe R r R r R r S s S s S s S s T t T t T t U u U u U u U u U u U u "
        + "W w Y y Y Z z Z z Z z s").Split(' ');

    public static (string Owner, string Name) Parse(string path)
    {
        string folded = FoldToAscii(path).TrimEnd('/');
        int slash = folded.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? ("library", folded) : (folded[..slash], folded[(slash + 1)..]);
    }

    /// <summary>
    /// Latin letters lose their marks; what else is not ASCII is left out, where Quay has a transcription for most scripts.
    /// </summary>
    private static string FoldToAscii(string text) => Ascii.IsValid(text) ? text : string.Concat(text.Select(letter =>
        char.IsAscii(letter) ? letter.ToString() : Latin.ElementAtOrDefault(letter - FirstLatin)));
}
