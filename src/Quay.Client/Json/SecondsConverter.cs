using System.ComponentModel;

namespace Quay.Client;

/// <summary>
/// A JSON number of whole seconds as a duration: Quay's <c>tag_expiration_s</c>. Public only so that the source-generated JSON contexts of
/// other assemblies can read and write the models.
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
