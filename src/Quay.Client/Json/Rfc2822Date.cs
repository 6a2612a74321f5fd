using System.Buffers.Text;

namespace Quay.Client;

/// <summary>Parses a date in Quay's format, <c>Tue, 14 May 2024 14:48:51 -0000</c>, without allocations.</summary>
internal static class Rfc2822Date
{
    public const int Length = 31;

    private const int ZoneStart = 25;

    // Returns false for any other format, and for a day that does not exist.
    public static bool TryParse(ReadOnlySpan<byte> text, out long unixSeconds)
    {
        unixSeconds = 0;
        if (text.Length != Length || !(text[ZoneStart..].SequenceEqual(" -0000"u8) || text[ZoneStart..].SequenceEqual(" +0000"u8)))
        {
            return false;
        }

        // The framework's "R" format differs in the zone only.
        Span<byte> rfc1123 = stackalloc byte[ZoneStart + " GMT"u8.Length];
        text[..ZoneStart].CopyTo(rfc1123);
        " GMT"u8.CopyTo(rfc1123[ZoneStart..]);
        bool isDate = Utf8Parser.TryParse(rfc1123, out DateTimeOffset date, out _, 'R');
        unixSeconds = date.ToUnixTimeSeconds();
        return isDate;
    }
}
