using System.ComponentModel;

namespace Quay.Client;

/// <summary>
/// Converts a JSON number of whole seconds to a duration. It is public for the source-generated JSON contexts of other assemblies.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SecondsConverter : JsonConverter<TimeSpan>
{
    private static readonly long Longest = (long)TimeSpan.MaxValue.TotalSeconds;

    /// <inheritdoc/>
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long seconds) && seconds >= -Longest && seconds <= Longest
            ? TimeSpan.FromSeconds(seconds)
            : throw UnexpectedValue.Of("a number", "a duration in whole seconds");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteNumberValue(value.Ticks / TimeSpan.TicksPerSecond);
    }
}
