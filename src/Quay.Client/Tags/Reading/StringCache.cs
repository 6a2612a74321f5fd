using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Quay.Client;

/// <summary>
/// Makes strings of UTF-8 and gives the same string for the same text while it remembers it: names and digests come again and again in a history. It
/// remembers little, and stops where nearly everything is new.
/// </summary>
internal sealed class StringCache
{
    private const int Slots = 256;
    private const int Trial = 256;
    private const int WorthIt = Trial / 16;

    // In pairs, the one used last first: it takes two new texts to drive out one.
    private readonly string?[] _slots = new string?[Slots];
    private int _asked;
    private int _found;

    private bool IsWorthIt => _asked < Trial || _found >= WorthIt;

    /// <param name="ascii">ASCII text.</param>
    public string Get(ReadOnlySpan<byte> ascii)
    {
        if (!IsWorthIt)
        {
            return Encoding.ASCII.GetString(ascii);
        }

        _asked++;
        int pair = PairOf(ascii);
        ref string? first = ref _slots[pair];
        ref string? second = ref _slots[pair + 1];
        if (IsText(first, ascii))
        {
            _found++;
            return first;
        }

        if (IsText(second, ascii))
        {
            _found++;
            (first, second) = (second, first);
            return first;
        }

        (first, second) = (Encoding.ASCII.GetString(ascii), first);
        return first;
    }

    /// <summary>The ends of a text tell names and digests apart well enough.</summary>
    private static int PairOf(ReadOnlySpan<byte> text)
    {
        const ulong Mix = 0x9E3779B97F4A7C15;
        ulong ends = text.Length >= sizeof(ulong)
            ? BinaryPrimitives.ReadUInt64LittleEndian(text) ^ (BinaryPrimitives.ReadUInt64LittleEndian(text[^sizeof(ulong)..]) * Mix)
            : Short(text);
        return (int)(((ends + (uint)text.Length) * Mix) >> 56) & ~1;
    }

    private static bool IsText([NotNullWhen(true)] string? known, ReadOnlySpan<byte> ascii) => known is not null && Ascii.Equals(ascii, known);

    private static ulong Short(ReadOnlySpan<byte> text)
    {
        ulong value = 0;
        foreach (byte letter in text)
        {
            value = (value << 8) | letter;
        }

        return value;
    }
}
