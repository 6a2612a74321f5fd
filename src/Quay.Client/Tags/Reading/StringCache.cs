using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Quay.Client;

/// <summary>Caches strings, because names and digests recur in a history. The cache is disabled if nearly every text is new.</summary>
internal sealed class StringCache
{
    private const int Slots = 256;
    private const int Trial = 256;
    private const int WorthIt = Trial / 16;

    // Slots form pairs with the most recently used text first, so two new texts are needed to evict one.
    private readonly string?[] _slots = new string?[Slots];
    private int _lookups;
    private int _hits;

    private bool IsWorthIt => _lookups < Trial || _hits >= WorthIt;

    public string Get(ReadOnlySpan<byte> ascii)
    {
        if (!IsWorthIt)
        {
            return Encoding.ASCII.GetString(ascii);
        }

        _lookups++;
        int pair = PairOf(ascii);
        ref string? first = ref _slots[pair];
        ref string? second = ref _slots[pair + 1];
        if (IsText(first, ascii))
        {
            _hits++;
            return first;
        }

        if (IsText(second, ascii))
        {
            _hits++;
            (first, second) = (second, first);
            return first;
        }

        (first, second) = (Encoding.ASCII.GetString(ascii), first);
        return first;
    }

    // The first and last bytes distinguish names and digests well enough.
    private static int PairOf(ReadOnlySpan<byte> text)
    {
        const ulong Mix = 0x9E3779B97F4A7C15;
        ulong ends = text.Length >= sizeof(ulong)
            ? BinaryPrimitives.ReadUInt64LittleEndian(text) ^ (BinaryPrimitives.ReadUInt64LittleEndian(text[^sizeof(ulong)..]) * Mix)
            : Short(text);
        return (int)(((ends + (uint)text.Length) * Mix) >> 56) & ~1;
    }

    private static bool IsText([NotNullWhen(true)] string? known, ReadOnlySpan<byte> ascii) =>
        known is not null && Ascii.Equals(ascii, known);

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
