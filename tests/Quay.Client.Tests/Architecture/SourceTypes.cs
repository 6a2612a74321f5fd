using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Quay.Client.Tests.Architecture;

/// <summary>Finds the source files that use types of other source files.</summary>
internal sealed class SourceTypes
{
    // The implicit usings, and those that the package projects add.
    private const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Globalization;
        global using System.IO;
        global using System.Linq;
        global using System.Net;
        global using System.Net.Http;
        global using System.Text.Json;
        global using System.Text.Json.Serialization;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly IReadOnlyList<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(file => MetadataReference.CreateFromFile(file)),
    ];

    /// <summary>Finds the uses in source texts that are keyed by path.</summary>
    public static IReadOnlyList<Use> UsesIn(string assemblyName, IReadOnlyDictionary<string, string> sources)
    {
        IEnumerable<SyntaxTree> trees = sources.Select(source => CSharpSyntaxTree.ParseText(source.Value, path: source.Key));
        var compilation = CSharpCompilation.Create(
            assemblyName,
            trees.Append(CSharpSyntaxTree.ParseText(GlobalUsings)),
            References.Where(reference => Path.GetFileNameWithoutExtension(reference.Display) != assemblyName),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        return [.. compilation.SyntaxTrees.SelectMany(tree => UsesIn(tree, compilation)).Distinct()];
    }

    private static IEnumerable<Use> UsesIn(SyntaxTree tree, CSharpCompilation compilation)
    {
        SemanticModel model = compilation.GetSemanticModel(tree);
        foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            SymbolInfo info = model.GetSymbolInfo(name);
            INamedTypeSymbol? type = (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) switch
            {
                INamedTypeSymbol named => named,
                { ContainingType: { } around } => around,
                _ => null,
            };
            foreach (SyntaxReference declaration in Outermost(type)?.DeclaringSyntaxReferences ?? [])
            {
                if (declaration.SyntaxTree != tree)
                {
                    yield return new Use(tree.FilePath, declaration.SyntaxTree.FilePath, Outermost(type)!.Name);
                }
            }
        }
    }

    private static INamedTypeSymbol? Outermost(INamedTypeSymbol? type) => type?.ContainingType is { } around ? Outermost(around) : type;

    /// <summary>Represents the use of a type that another file declares.</summary>
    internal sealed record Use(string File, string DeclaringFile, string Type);
}
