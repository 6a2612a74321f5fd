using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text.Json;

namespace Quay.Client.PackageConsumer;

/// <summary>Reports which sources a debugger cannot find from the symbols.</summary>
internal static class SourceLink
{
    // The kinds of debug information are those of the format Portable PDB.
    private static readonly Guid Map = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    // The root of the repository in a deterministic build. Any other path is one of the machine that packed.
    private const string Root = "/_/";

    public static IEnumerable<string> FaultsOf(ZipArchiveEntry symbols, string repository, string commit)
    {
        using var content = new MemoryStream();
        using (Stream stream = symbols.Open())
        {
            stream.CopyTo(content);
        }

        content.Position = 0;
        try
        {
            using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(content);
            return [.. FaultsOf(provider.GetMetadataReader(), repository, commit)];
        }
        catch (BadImageFormatException)
        {
            return ["is not a portable PDB"];
        }
    }

    private static IEnumerable<string> FaultsOf(MetadataReader reader, string repository, string commit)
    {
        if (Read(reader, EntityHandle.ModuleDefinition, Map) is not { } json)
        {
            return ["has no source links"];
        }

        string expected = repository.Replace("https://github.com/", "https://raw.githubusercontent.com/", StringComparison.Ordinal)
            + $"/{commit}/*";
        using JsonDocument map = JsonDocument.Parse(json);
        string? actual = map.RootElement.GetProperty("documents").TryGetProperty(Root + "*", out JsonElement address)
            ? address.GetString()
            : null;
        return actual == expected
            ? reader.Documents
                .Where(document => Read(reader, document, EmbeddedSource) is null)
                .Select(document => reader.GetString(reader.GetDocument(document).Name))
                .Where(source => !IsCommitted(source))
                .Select(source => $"{source} is neither in the repository nor embedded")
            : [$"its sources are linked to '{actual}', not to '{expected}'"];
    }

    // The build generates what is in obj, so the repository does not have it.
    private static bool IsCommitted(string source) =>
        source.StartsWith(Root, StringComparison.Ordinal) && !source.Contains("/obj/", StringComparison.Ordinal);

    private static byte[]? Read(MetadataReader reader, EntityHandle owner, Guid kind) => reader.GetCustomDebugInformation(owner)
        .Select(reader.GetCustomDebugInformation)
        .Where(information => reader.GetGuid(information.Kind) == kind)
        .Select(information => reader.GetBlobBytes(information.Value))
        .FirstOrDefault();
}
