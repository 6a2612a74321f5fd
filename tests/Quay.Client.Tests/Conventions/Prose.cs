using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quay.Client.Tests.Architecture;
using Quay.Client.Tests.Documentation;

namespace Quay.Client.Tests.Conventions;

/// <summary>A piece of text that is written for people: a line of a document, a comment, a message or the name of a test.</summary>
internal sealed record Prose(string Place, string Text)
{
    /// <summary>Reads the lines of all documents.</summary>
    public static IEnumerable<Prose> OfDocuments() => CodeBlock.Documents.SelectMany(
        document => document.Value.Select((line, index) => new Prose($"{document.Key}:{index + 1}", line)));

    /// <summary>Reads the comments and strings of all packages.</summary>
    public static IEnumerable<Prose> OfPackages() => Package.All
        .SelectMany(package => package.ReadSources().SelectMany(
            source => OfSource($"{package.Name}/{source.Key}", source.Value, isTest: false)));

    /// <summary>Reads the comments and method names of all tests. Their strings are often data.</summary>
    public static IEnumerable<Prose> OfTests() => Directory
        .GetFiles(Path.Combine(AppContext.BaseDirectory, "tests"), "*.cs", SearchOption.AllDirectories)
        .SelectMany(file => OfSource(Path.GetRelativePath(AppContext.BaseDirectory, file), File.ReadAllText(file), isTest: true));

    public static IEnumerable<Prose> OfSource(string file, string source, bool isTest)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(source);
        SyntaxNode root = tree.GetRoot();
        IEnumerable<(int Position, string Text)> comments = root.DescendantTrivia()
            .Where(trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia)
            .SelectMany(trivia => trivia.ToFullString().Split('\n').Select(line => (trivia.FullSpan.Start, line)));
        IEnumerable<(int Position, string Text)> others = isTest
            ? root.DescendantNodes().OfType<MethodDeclarationSyntax>()
                .Select(method => (method.SpanStart, method.Identifier.Text.Replace('_', ' ')))
            : root.DescendantTokens()
                .Where(token => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken)
                .Select(token => (token.SpanStart, token.Text));
        return comments.Concat(others)
            .Select(found => new Prose($"{file}:{tree.GetLineSpan(new(found.Position, 0)).StartLinePosition.Line + 1}", found.Text.Trim()));
    }

    public override string ToString() => $"{Place}: {Text}";
}
