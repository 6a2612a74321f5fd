using System.Text;

namespace Quay.Client;

/// <summary>Quotes a rejected name for a message: shortened, and without characters that could forge a log line.</summary>
internal static class Quoted
{
    private const int MaxShown = 64;

    public static string Text(string value)
    {
        var shown = new StringBuilder();
        ReadOnlySpan<char> rest = value;
        while (!rest.IsEmpty && value.Length - rest.Length < MaxShown)
        {
            bool isPaired = Rune.DecodeFromUtf16(rest, out Rune rune, out int length) == System.Buffers.OperationStatus.Done;
            foreach (char c in rest[..length])
            {
                shown.Append(isPaired && !SafeText.IsInvisible(rune) ? c.ToString() : Escape(c));
            }

            rest = rest[length..];
        }

        string text = Redaction.Of(shown.ToString());
        return rest.IsEmpty ? $"'{text}'" : string.Create(CultureInfo.InvariantCulture, $"'{text}…' ({value.Length} characters)");
    }

    public static string Character(char c) =>
        char.IsSurrogate(c) ? $"a character such as {Escape(c)}"
        : SafeText.IsInvisible(new Rune(c)) ? $"the control character {Escape(c)}"
        : $"'{c}'";

    private static string Escape(char c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
}
