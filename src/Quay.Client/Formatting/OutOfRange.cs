using System.Globalization;

namespace Quay.Client.Formatting;

/// <summary>Refuses numbers and times. The framework's own messages write them in the machine's culture and calendar.</summary>
internal static class OutOfRange
{
    public static void ThrowIfNotBetween(int value, int least, int most, string parameter)
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(
                parameter, string.Create(CultureInfo.InvariantCulture, $"{parameter} must be from {least} to {most}, not {value}."));
        }
    }

    /// <param name="parameter">The parameter.</param>
    /// <param name="line">The whole message, with the value in it.</param>
    public static ArgumentOutOfRangeException Of(string parameter, ref SafeLine line) => new(parameter, SafeText.Line(ref line));
}
