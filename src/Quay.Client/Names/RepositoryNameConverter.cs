using System.ComponentModel;

namespace Quay.Client;

/// <summary>Converts names of repositories to and from JSON. Public for source-generated JSON contexts of other assemblies.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RepositoryNameConverter : JsonConverter<RepositoryName>
{
    /// <inheritdoc/>
    public override RepositoryName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            // Parse would reject a namespace that looks like the host of a registry.
            return reader.GetString()?.Split('/', 2) is [var space, var name]
                ? RepositoryName.Create(space, name)
                : throw new JsonException("The text is not the full name of a repository, such as 'acme/app'.");
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException)
        {
            throw new JsonException(fault.Message, fault);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RepositoryName value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
