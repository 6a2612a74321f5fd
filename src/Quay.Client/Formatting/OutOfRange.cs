namespace Quay.Client;

/// <summary>
/// Creates exceptions for numbers and times that are out of range. The framework's own messages use the current culture and calendar.
/// </summary>
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

    public static ArgumentOutOfRangeException Of(string parameter, ref SafeLine line) => new(parameter, SafeLine.Of(ref line));
}
