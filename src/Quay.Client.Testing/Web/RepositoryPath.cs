using System.Text;

namespace Quay.Client.Testing;

/// <summary>Splits the path of a repository, and folds it to ASCII: <c>scrätch</c> becomes <c>scratch</c>.</summary>
internal static class RepositoryPath
{
    private const char FirstLatin = '\u00C0';

    /// <summary>The letters U+00C0 to U+017F in ASCII. Without globalization data, .NET cannot decompose them.</summary>
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

    /// <summary>Removes the diacritics of Latin letters, and omits all other non-ASCII letters. Quay transliterates most scripts.</summary>
    private static string FoldToAscii(string text) => Ascii.IsValid(text) ? text : string.Concat(text.Select(letter =>
        char.IsAscii(letter) ? letter.ToString() : Latin.ElementAtOrDefault(letter - FirstLatin)));
}
