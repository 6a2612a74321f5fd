using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QuayTags;

/// <summary>Writes seeds to files, indented so that people can edit them.</summary>
internal static class SeedFile
{
    public static void Write(FileInfo file, JsonObject seed)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true }))
        {
            seed.WriteTo(writer);
        }

        AtomicFile.Write(file, Encoding.UTF8.GetString(text.ToArray()) + "\n");
    }
}
