namespace Quay.Client;

/// <summary>
/// Reads a date in the one form in which Quay writes it, <c>Tue, 14 May 2024 14:48:51 -0000</c>, without making anything.
/// </summary>
internal static class Rfc2822Date
{
    public const int Length = 31;

    /// <summary>False for any other form, and for a day that there is not.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long unixSeconds)
    {
        unixSeconds = 0;
        if (text.Length != Length
            || text[3] != ',' || text[4] != ' ' || text[7] != ' ' || text[11] != ' ' || text[16] != ' ' || text[19] != ':' || text[22] != ':'
            || !(text[25..].SequenceEqual(" -0000"u8) || text[25..].SequenceEqual(" +0000"u8)))
        {
            return false;
        }

        int day = Digits(text.Slice(5, 2));
        int month = MonthOf(text.Slice(8, 3));
        int year = Digits(text.Slice(12, 4));
        int hour = Digits(text.Slice(17, 2));
        int minute = Digits(text.Slice(20, 2));
        int second = Digits(text.Slice(23, 2));
        if (year < 1 || month < 1 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59)
        {
            return false;
        }

        var date = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc);
        unixSeconds = (date.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;
        return text[..3].SequenceEqual(date.DayOfWeek switch
        {
            DayOfWeek.Monday => "Mon"u8,
            DayOfWeek.Tuesday => "Tue"u8,
            DayOfWeek.Wednesday => "Wed"u8,
            DayOfWeek.Thursday => "Thu"u8,
            DayOfWeek.Friday => "Fri"u8,
            DayOfWeek.Saturday => "Sat"u8,
            _ => "Sun"u8,
        });
    }

    /// <summary>-1 for what is no number.</summary>
    private static int Digits(ReadOnlySpan<byte> text)
    {
        int number = 0;
        foreach (byte letter in text)
        {
            int digit = letter - '0';
            if (digit is < 0 or > 9)
            {
                return -1;
            }

            number = (number * 10) + digit;
        }

        return number;
    }

    /// <summary>1 to 12; 0 for what is no month.</summary>
    private static int MonthOf(ReadOnlySpan<byte> text)
    {
        int place = "JanFebMarAprMayJunJulAugSepOctNovDec"u8.IndexOf(text);
        return place >= 0 && place % 3 == 0 ? (place / 3) + 1 : 0;
    }
}
