using Quay.Client.Tests.Architecture;

namespace Quay.Client.Tests.Conventions;

/// <summary>Verifies the size limits of the source files of all packages, of the tests and of the samples.</summary>
public class SourceTests
{
    private const int MaxColumns = 140;
    private const int MaxLines = 250;

    private static readonly (string File, string[] Lines)[] Sources =
    [
        .. Package.All.SelectMany(
            package => package.ReadSources(), (package, source) => ($"{package.Name}/{source.Key}", source.Value.Split('\n'))),
    ];

    private static readonly (string File, string[] Lines)[] TestSources = SourcesBelow("tests");

    private static readonly (string File, string[] Lines)[] SampleSources = SourcesBelow("samples");

    [Fact]
    public void Sources_of_all_packages_are_found() =>
        Assert.Superset(
            Package.All.Select(package => package.Name).ToHashSet(), Sources.Select(source => source.File.Split('/')[0]).ToHashSet());

    [Fact]
    public void Sources_of_the_tests_are_found() =>
        Assert.Contains(TestSources, source => Path.GetFileName(source.File) == $"{nameof(SourceTests)}.cs");

    [Fact]
    public void Sources_of_the_samples_are_found() =>
        Assert.Contains(SampleSources, source => source.File == Path.Combine("samples", "ReadTags", "Program.cs"));

    [Fact]
    public void Source_lines_have_at_most_140_columns() => AssertNone(Sources
        .Concat(TestSources)
        .Concat(SampleSources)
        .SelectMany(source => source.Lines.Index(), (source, line) => (source.File, Number: line.Index + 1, line.Item.Length))
        .Where(line => line.Length > MaxColumns)
        .Select(line => $"{line.File}:{line.Number} has {line.Length} columns"));

    [Fact]
    public void Client_source_files_have_at_most_250_lines() => AssertNone(Sources
        .Where(source => source.File.StartsWith("Quay.Client/", StringComparison.Ordinal)
            || source.File.StartsWith("Quay.Client.History/", StringComparison.Ordinal))
        .Select(source => (source.File, Lines: source.Lines.Length - 1))
        .Where(source => source.Lines > MaxLines)
        .Select(source => $"{source.File} has {source.Lines} lines"));

    private static (string File, string[] Lines)[] SourcesBelow(string folder) =>
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, folder), "*.cs", SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(AppContext.BaseDirectory, file), File.ReadAllText(file).Split('\n'))),
    ];

    // Assert.Empty would show only the first faults, and truncate them.
    private static void AssertNone(IEnumerable<string> faults)
    {
        string[] found = [.. faults];
        Assert.True(found.Length == 0, string.Join(Environment.NewLine, found));
    }
}
