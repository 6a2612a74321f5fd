using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace Quay.Client.Tests.Documentation;

/// <summary>Compiles a block of C# as a new file: as a program, as types, or as members of a class.</summary>
internal static class Snippet
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions Latest = new(LanguageVersion.Latest);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileName(file) != "Quay.Client.Tests.dll")
            .Select(file => MetadataReference.CreateFromFile(file)),
    ];

    /// <summary>Gets the errors and warnings of a block; empty if it compiles.</summary>
    public static IReadOnlyList<string> Faults(CodeBlock block)
    {
        SyntaxTree file = Parse(block.Text, block, block.FirstLine);
        bool isProgram = file.GetCompilationUnitRoot(CancellationToken.None).Members.OfType<GlobalStatementSyntax>().Any();
        string[] faults = Compile(file, isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary);
        return faults.Length > 0 && Compile(AsMembers(block), OutputKind.DynamicallyLinkedLibrary).Length == 0 ? [] : faults;
    }

    /// <summary>Compiles a block that is a program, and writes its assembly.</summary>
    public static void Emit(CodeBlock block, string path) =>
        File.WriteAllBytes(path, EmitNamed(block, Path.GetFileNameWithoutExtension(path)));

    /// <summary>Compiles a block that is a program, and loads its assembly, for a test of its types.</summary>
    public static Assembly Load(CodeBlock block) => Assembly.Load(EmitNamed(block, $"Loaded{Guid.NewGuid():N}"));

    private static byte[] EmitNamed(CodeBlock block, string name)
    {
        using var assembly = new MemoryStream();
        EmitResult result = Compilation(Parse(block.Text, block, block.FirstLine), OutputKind.ConsoleApplication, name)
            .Emit(assembly, cancellationToken: CancellationToken.None);
        Assert.True(result.Success, string.Join(
            Environment.NewLine, result.Diagnostics.Where(fault => fault.Severity >= DiagnosticSeverity.Warning).Select(Describe)));
        return assembly.ToArray();
    }

    private static SyntaxTree AsMembers(CodeBlock block)
    {
        ILookup<bool, string> lines = block.Text.Split('\n')
            .ToLookup(line => line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';'));
        return Parse($"{string.Join('\n', lines[true])}\ninternal sealed class Members\n{{\n{string.Join('\n', lines[false])}\n}}", block,
            block.FirstLine);
    }

    private static SyntaxTree Parse(string text, CodeBlock block, int firstLine) =>
        CSharpSyntaxTree.ParseText($"#line {firstLine} \"{block.File}\"\n{text}\n", Latest, cancellationToken: CancellationToken.None);

    private static string[] Compile(SyntaxTree file, OutputKind kind) =>
    [
        .. Compilation(file, kind, "Snippet")
            .GetDiagnostics(CancellationToken.None)
            .Where(fault => fault.Severity >= DiagnosticSeverity.Warning)
            .Select(Describe),
    ];

    private static CSharpCompilation Compilation(SyntaxTree file, OutputKind kind, string name)
    {
        var options = new CSharpCompilationOptions(
            kind, nullableContextOptions: NullableContextOptions.Enable, generalDiagnosticOption: ReportDiagnostic.Error)
            .WithSpecificDiagnosticOptions([
                // Packages of the tests reference different versions of one assembly (CS1701, CS1702).
                // A using may be there for a later block (CS8019).
                new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress),
                new("CS8019", ReportDiagnostic.Suppress),
            ]);
        SyntaxTree usings = CSharpSyntaxTree.ParseText(ImplicitUsings, Latest, cancellationToken: CancellationToken.None);
        return CSharpCompilation.Create(name, [usings, file], References, options);
    }

    private static string Describe(Diagnostic fault)
    {
        FileLinePositionSpan place = fault.Location.GetMappedLineSpan();
        string message = fault.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        return $"{place.Path}({place.StartLinePosition.Line + 1}): {fault.Id}: {message}";
    }
}
