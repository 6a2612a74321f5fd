using System.Globalization;
using System.Reflection;

namespace Quay.Client.Tests.Formatting;

/// <summary>
/// A culture in which nothing is written as in the invariant one: Buddhist years, other separators and another minus sign. It is made by
/// hand because the tests run without ICU, which knows no culture but the invariant one.
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

        // The setter takes only calendars of the culture itself.
        FieldInfo calendar = typeof(DateTimeFormatInfo).GetField("calendar", BindingFlags.NonPublic | BindingFlags.Instance)!;
        calendar.SetValue(culture.DateTimeFormat, new ThaiBuddhistCalendar());
        return culture;
    }
}
