using System.Text.Json;
using System.Text.Json.Serialization;

namespace QuayTags;

/// <summary>Writes the entry of a tag with the property names of Quay, beside its repository and its status.</summary>
internal sealed class SnapshotItemConverter : JsonConverter<SnapshotItem>
{
    public override SnapshotItem Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Snapshots are only written.");

    public override void Write(Utf8JsonWriter writer, SnapshotItem value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("repository", value.Repository);
        writer.WriteString("status", Csv.Name(value.Status));
        if (value.Entry is { } entry)
        {
            JsonElement properties = JsonSerializer.SerializeToElement(entry, ToolJson.Default.TagHistoryEntry);
            foreach (JsonProperty property in properties.EnumerateObject())
            {
                property.WriteTo(writer);
            }
        }
        else if (value.Tag is not null)
        {
            writer.WriteString("name", value.Tag);
        }

        if (value.Reason is not null)
        {
            writer.WriteString("reason", value.Reason);
        }

        if (value.CompleteFrom is { } completeFrom)
        {
            writer.WriteString("complete_from", completeFrom);
        }

        writer.WriteEndObject();
    }
}
