using System.Globalization;
using System.Reflection;

namespace Quay.Client.Tests.Formatting;

/// <summary>
/// Provides a culture that formats everything differently from the invariant culture: Buddhist years, other separators, another minus sign.
/// It is created from scratch because InvariantGlobalization leaves no culture but the invariant one.
/// </summary>
internal static class OddCulture
{
    public static CultureInfo Value { get; } = Create();

    public static T Run<T>(Func<T> action)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = Value;
        try
        {
            return action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static CultureInfo Create()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.DateTimeFormat.ShortDatePattern = "d/M/yyyy";
        culture.DateTimeFormat.LongTimePattern = "H'h'mm";
        culture.DateTimeFormat.DateSeparator = "·";
        culture.DateTimeFormat.TimeSeparator = ".";
        culture.NumberFormat.NegativeSign = "minus ";
        culture.NumberFormat.NumberDecimalSeparator = "٫";

        // The setter accepts only calendars of the culture.
        FieldInfo calendar = typeof(DateTimeFormatInfo).GetField("calendar", BindingFlags.NonPublic | BindingFlags.Instance)!;
        calendar.SetValue(culture.DateTimeFormat, new ThaiBuddhistCalendar());
        return culture;
    }
}
