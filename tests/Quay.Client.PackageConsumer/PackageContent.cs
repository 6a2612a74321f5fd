using System.IO.Compression;
using System.Xml.Linq;
using Quay.Client.History;

namespace Quay.Client.PackageConsumer;

/// <summary>Checks the content of a package and of its symbol package.</summary>
internal static class PackageContent
{
    private static readonly Dictionary<string, string> Dependencies = new()
    {
        ["Quay.Client"] = "Microsoft.Extensions.Http Microsoft.Extensions.Options.ConfigurationExtensions Polly.Core Refit",
        ["Quay.Client.History"] = "Quay.Client",
        ["Quay.Client.Testing"] = "",
    };

    /// <param name="id">The ID of the package.</param>
    /// <param name="package">The file of the package.</param>
    public static int Check(string id, string package)
    {
        var faults = new List<string>();
        using (ZipArchive archive = ZipFile.OpenRead(package))
        {
            Require(archive, faults, "README.md", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml");
            using Stream stream = archive.GetEntry($"{id}.nuspec")!.Open();
            CheckMetadata(XDocument.Load(stream).Root!.Elements().Single(), Dependencies[id], faults);
        }

        string symbols = Path.ChangeExtension(package, ".snupkg");
        if (File.Exists(symbols))
        {
            using ZipArchive archive = ZipFile.OpenRead(symbols);
            Require(archive, faults, $"lib/net10.0/{id}.pdb");
        }
        else
        {
            faults.Add($"there is no {Path.GetFileName(symbols)} beside the package");
        }

        CheckPublicTypes(faults);
        foreach (string fault in faults)
        {
            Console.Error.WriteLine($"{Path.GetFileName(package)}: {fault}");
        }

        return faults.Count == 0 ? 0 : 1;
    }

    private static void Require(ZipArchive archive, List<string> faults, params string[] files) =>
        faults.AddRange(files.Where(file => archive.GetEntry(file) is not { Length: > 0 }).Select(file => $"{file} is missing or empty"));

    private static void CheckMetadata(XElement metadata, string expectedDependencies, List<string> faults)
    {
        XElement? Field(string name) => metadata.Elements().SingleOrDefault(field => field.Name.LocalName == name);

        if (Field("license") is not { Value: "MIT" } license || license.Attribute("type")?.Value != "expression")
        {
            faults.Add("its license is not the expression MIT");
        }

        if (Field("readme")?.Value != "README.md")
        {
            faults.Add("its readme is not README.md");
        }

        string dependencies = string.Join(' ', metadata.Descendants()
            .Where(field => field.Name.LocalName == "dependency")
            .Select(dependency => dependency.Attribute("id")!.Value)
            .Order(StringComparer.Ordinal));
        if (dependencies != expectedDependencies)
        {
            faults.Add($"its dependencies are {dependencies}");
        }
    }

    private static void CheckPublicTypes(List<string> faults)
    {
        // The source generators add types to the assembly, some outside the namespaces of the package.
        IEnumerable<string> strangers = typeof(QuayClient).Assembly.GetExportedTypes()
            .Concat(typeof(IHistoryOperations).Assembly.GetExportedTypes())
            .Where(type => type.Namespace != "Microsoft.Extensions.DependencyInjection")
            .Where(type => type.Namespace?.StartsWith("Quay.Client", StringComparison.Ordinal) != true)
            .Select(type => $"{type} is public");
        faults.AddRange(strangers);
    }
}
