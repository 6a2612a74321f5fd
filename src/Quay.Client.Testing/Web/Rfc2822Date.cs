using System.Globalization;

namespace Quay.Client.Testing;

/// <summary>Formats dates like Python's e-mail library: the time zone is always <c>-0000</c>.</summary>
internal static class Rfc2822Date
{
    /// <exception cref="ErrorResponseException">The year is not from 1 to 9999. Python supports no other, so Quay returns 500.</exception>
    public static string Of(long unixSeconds) => unixSeconds is >= -62_135_596_800 and < 253_402_300_800
        ? Of(DateTimeOffset.FromUnixTimeSeconds(unixSeconds))
        : throw new ErrorResponseException(Responses.Crash());

    public static string Of(DateTimeOffset time) =>
        time.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '-0000'", CultureInfo.InvariantCulture);
}
