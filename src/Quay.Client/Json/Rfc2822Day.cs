using System.Runtime.InteropServices;

namespace Quay.Client;

/// <summary>
/// Remembers how one day is written, to recognize a time without parsing: the dates of a list are of few days, and each repeats a time
/// before it.
/// </summary>
internal struct Rfc2822Day
{
    private const int LengthOfDay = 17;
    private const int SecondsOfDay = 86_400;

    private UInt128 _text;
    private byte _lastLetter;
    private long _day;

    /// <summary>Gets the number of a day.</summary>
    public static int Of(long unixSeconds) => (int)(unixSeconds / SecondsOfDay);

    /// <summary>Determines whether a text is Quay's form of a time. False can also mean that this is not easily known.</summary>
    public bool Writes(ReadOnlySpan<byte> text, long unixSeconds)
    {
        if (text.Length != Rfc2822Date.Length || unixSeconds < 0)
        {
            return false;
        }

        (long day, long second) = Math.DivRem(unixSeconds, SecondsOfDay);
        UInt128 written = MemoryMarshal.Read<UInt128>(text);
        if (day != _day || written != _text || text[LengthOfDay - 1] != _lastLetter)
        {
            if (!Rfc2822Date.TryParse(text, out long parsed) || parsed != unixSeconds)
            {
                return false;
            }

            (_text, _lastLetter, _day) = (written, text[LengthOfDay - 1], day);
            return true;
        }

        return text[19] == ':' && text[22] == ':' && text[25..].SequenceEqual(" -0000"u8)
            && Is(text, 17, second / 3600) && Is(text, 20, second / 60 % 60) && Is(text, 23, second % 60);
    }

    private static bool Is(ReadOnlySpan<byte> text, int at, long number) =>
        text[at] == '0' + (number / 10) && text[at + 1] == '0' + (number % 10);
}
