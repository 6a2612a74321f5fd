using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;
using Quay.Client.History;

namespace Quay.Client.PackageConsumer;

/// <summary>Reports what a package and its symbol package lack.</summary>
/// <param name="id">The name of the package.</param>
/// <param name="package">Its file.</param>
/// <param name="repository">The address of the repository.</param>
/// <param name="commit">The commit that was packed.</param>
internal sealed class PackageContent(string id, string package, string repository, string commit)
{
    private const string Tool = "QuayTags";

    private static readonly Dictionary<string, string> Dependencies = new()
    {
        ["Quay.Client"] =
            "Microsoft.Extensions.Http Microsoft.Extensions.Logging.Abstractions Microsoft.Extensions.Options.ConfigurationExtensions "
            + "Polly.Core Refit System.Threading.RateLimiting",
        ["Quay.Client.History"] = "Quay.Client",
        ["Quay.Client.Testing"] = "",
        [Tool] = "",
    };

    private readonly List<string> _faults = [];
    private readonly string _folder = id == Tool ? "tools/net10.0/any" : "lib/net10.0";

    public int Check()
    {
        using (ZipArchive archive = ZipFile.OpenRead(package))
        {
            Require(archive, "README.md", "icon.png", $"{_folder}/{id}.dll");
            if (id != Tool && Require(archive, $"{_folder}/{id}.xml"))
            {
                CheckDocumentation(Load(archive, $"{_folder}/{id}.xml"));
            }

            if (id == "Quay.Client" && Require(archive, "ConfigurationSchema.json", $"buildTransitive/{id}.targets"))
            {
                CheckSchema(archive.GetEntry("ConfigurationSchema.json")!);
            }

            CheckMetadata(Load(archive, $"{id}.nuspec").Root!.Elements().Single());
        }

        CheckSymbols(Path.ChangeExtension(package, ".snupkg"));
        CheckPublicTypes();
        foreach (string fault in _faults)
        {
            Console.Error.WriteLine($"{Path.GetFileName(package)}: {fault}");
        }

        return _faults.Count == 0 ? 0 : 1;
    }

    private static XDocument Load(ZipArchive archive, string file)
    {
        using Stream stream = archive.GetEntry(file)!.Open();
        return XDocument.Load(stream);
    }

    private bool Require(ZipArchive archive, params string[] files)
    {
        string[] missing = [.. files.Where(file => archive.GetEntry(file) is not { Length: > 0 })];
        _faults.AddRange(missing.Select(file => $"{file} is missing or empty"));
        return missing.Length == 0;
    }

    private void CheckDocumentation(XDocument documentation)
    {
        if (!documentation.Descendants("member").Any(member => member.Element("summary") is { Value.Length: > 0 }))
        {
            _faults.Add("its documentation file documents nothing");
        }
    }

    private void CheckSchema(ZipArchiveEntry schema)
    {
        using Stream stream = schema.Open();
        using JsonDocument json = JsonDocument.Parse(stream);
        if (!json.RootElement.GetProperty("properties").GetProperty("Quay").GetProperty("properties").TryGetProperty("Endpoint", out _))
        {
            _faults.Add($"{schema.Name} does not describe the option Endpoint");
        }
    }

    private void CheckMetadata(XElement metadata)
    {
        XElement? Field(string name) => metadata.Elements().SingleOrDefault(field => field.Name.LocalName == name);

        void Expect(string name, string? actual, string expected)
        {
            if (actual != expected)
            {
                _faults.Add($"its {name} is '{actual}', not '{expected}'");
            }
        }

        string version = Field("version")!.Value;
        Expect("file name", Path.GetFileName(package), $"{id}.{version}.nupkg");
        Expect("license", Field("license")?.Value, "MIT");
        Expect("type of license", Field("license")?.Attribute("type")?.Value, "expression");
        Expect("readme", Field("readme")?.Value, "README.md");
        Expect("icon", Field("icon")?.Value, "icon.png");
        Expect("project address", Field("projectUrl")?.Value, repository);
        Expect("type of repository", Field("repository")?.Attribute("type")?.Value, "git");
        Expect("repository address", Field("repository")?.Attribute("url")?.Value, repository);
        Expect("commit", Field("repository")?.Attribute("commit")?.Value, commit);
        Expect("link to the release notes", Field("releaseNotes")?.Value, $"{repository}/blob/v{version}/CHANGELOG.md");

        IEnumerable<XElement> dependencies = metadata.Descendants().Where(field => field.Name.LocalName == "dependency");
        Expect(
            "list of dependencies",
            string.Join(' ', dependencies.Select(dependency => dependency.Attribute("id")!.Value).Order(StringComparer.Ordinal)),
            Dependencies[id]);
    }

    private void CheckSymbols(string file)
    {
        if (!File.Exists(file))
        {
            _faults.Add($"there is no {Path.GetFileName(file)} beside the package");
            return;
        }

        using ZipArchive archive = ZipFile.OpenRead(file);
        Require(archive, $"{_folder}/{id}.pdb");
        foreach (ZipArchiveEntry symbols in archive.Entries.Where(entry => entry.Name.EndsWith(".pdb", StringComparison.Ordinal)))
        {
            _faults.AddRange(SourceLink.FaultsOf(symbols, repository, commit).Select(fault => $"{symbols.Name}: {fault}"));
        }
    }

    private void CheckPublicTypes()
    {
        // The source generators add types to the assembly, some outside the namespaces of the package.
        IEnumerable<string> strangers = typeof(QuayClient).Assembly.GetExportedTypes()
            .Concat(typeof(IHistoryOperations).Assembly.GetExportedTypes())
            .Where(type => type.Namespace != "Microsoft.Extensions.DependencyInjection")
            .Where(type => type.Namespace?.StartsWith("Quay.Client", StringComparison.Ordinal) != true)
            .Select(type => $"{type} is public");
        _faults.AddRange(strangers);
    }
}
