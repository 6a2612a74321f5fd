using System.Globalization;

namespace Quay.Client.Testing.Web;

/// <summary>Dates as Python's mail library writes them: the zone is always <c>-0000</c>.</summary>
internal static class MailDate
{
    public static string Of(long unixSeconds) => Of(DateTimeOffset.FromUnixTimeSeconds(unixSeconds));

    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '-0000'", CultureInfo.InvariantCulture);
}
