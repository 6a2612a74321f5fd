namespace Quay.Client.History;

/// <summary>Converts durations to and from JSON strings such as <c>"30d"</c>.</summary>
internal sealed class DurationConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Duration.TryParse(reader.GetString(), out TimeSpan duration)
            ? duration
            : throw new JsonException("The value is not a duration, such as \"30d\" or \"12h\".");

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Duration.Text(value));
}
