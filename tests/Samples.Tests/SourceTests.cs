using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Samples.Tests;

/// <summary>A sample is short, and its project file names what a copy of it references.</summary>
public partial class SourceTests
{
    private const int MinLines = 20;
    private const int MaxLines = 60;

    public static TheoryData<string> Samples => [.. Files.Names];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Sample_has_20_to_60_lines(string sample) =>
        Assert.InRange(Files.SourcesOf(sample).Sum(file => File.ReadAllLines(file).Length), MinLines, MaxLines);

    [Theory]
    [MemberData(nameof(Samples))]
    public void Comment_before_each_project_reference_names_the_package(string sample)
    {
        MatchCollection references = Reference().Matches(Files.ProjectOf(sample));

        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.Equal(
            $"<!-- In your project, replace this reference with the package {reference.Groups["project"].Value}. -->",
            reference.Groups["before"].Value));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Solution_builds_the_sample(string sample) => Assert.Contains(
        $@"""samples\{sample}\{sample}.csproj""", File.ReadAllText(Path.Combine(Files.Root, "Quay.Client.sln")), StringComparison.Ordinal);

    [GeneratedRegex(@"^ *(?<before>.*)\n *<ProjectReference Include=""[^""]*/(?<project>[\w.]+)\.csproj"" />$", RegexOptions.Multiline)]
    private static partial Regex Reference();
}
