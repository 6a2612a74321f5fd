using System.ComponentModel;

namespace Quay.Client;

/// <summary>
/// Converts a JSON number of whole seconds since 1970-01-01T00:00:00Z to a time. It is public for the source-generated JSON contexts of
/// other assemblies.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UnixSecondsConverter : JsonConverter<DateTimeOffset>
{
    private static readonly long First = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly long Last = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long seconds) && IsTime(seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw UnexpectedValue.Of("a number", "a time in whole seconds since 1970");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteNumberValue(value.ToUnixTimeSeconds());
    }

    /// <summary>Determines whether a <see cref="DateTimeOffset"/> can hold a time.</summary>
    internal static bool IsTime(long seconds) => seconds >= First && seconds <= Last;
}
