namespace Quay.Client.History;

/// <summary>Converts times to and from JSON. A time without an offset is rejected: it would depend on the machine's time zone.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
        && reader.TryGetDateTimeOffset(out DateTimeOffset instant)
        && reader.TryGetDateTime(out DateTime time)
        && time.Kind != DateTimeKind.Unspecified
            ? instant
            : throw new JsonException("The value is not a time with an offset, such as \"2027-01-31T12:00:00Z\".");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
