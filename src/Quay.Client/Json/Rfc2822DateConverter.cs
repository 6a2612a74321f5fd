using System.ComponentModel;

namespace Quay.Client;

/// <summary>
/// Converts a date in Quay's format, <c>Tue, 14 May 2024 14:48:51 -0000</c>. It is public for the source-generated JSON contexts of other
/// assemblies.
/// </summary>
/// <remarks>In RFC 2822, <c>-0000</c> can mean UTC; .NET's "R" format accepts only <c>GMT</c>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Rfc2822DateConverter : JsonConverter<DateTimeOffset>
{
    // Other formats of RFC 2822: GMT, another zone, a day of one digit, no weekday.
    private static readonly string[] OtherForms = ["r", "ddd, d MMM yyyy HH:mm:ss zzz", "d MMM yyyy HH:mm:ss zzz"];

    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            if (reader is { HasValueSequence: false, ValueIsEscaped: false } && Rfc2822Date.TryParse(reader.ValueSpan, out long seconds))
            {
                return DateTimeOffset.FromUnixTimeSeconds(seconds);
            }

            if (DateTimeOffset.TryParseExact(
                reader.GetString(), OtherForms, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out DateTimeOffset date))
            {
                return date;
            }
        }

        throw UnexpectedValue.Of("a string", "a date such as 'Tue, 14 May 2024 14:48:51 -0000'");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '-0000'", CultureInfo.InvariantCulture));
    }
}
