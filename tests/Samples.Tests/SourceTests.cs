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
    public void Each_project_reference_is_preceded_by_the_package_reference_for_a_copy(string sample)
    {
        string version = XDocument.Load(Path.Combine(Files.Root, "Directory.Build.props")).Descendants("Version").Single().Value;
        MatchCollection references = Reference().Matches(Files.ProjectOf(sample));

        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.Equal(
            $"""<!-- In your project: <PackageReference Include="{reference.Groups["project"].Value}" Version="{version}" /> -->""",
            reference.Groups["before"].Value));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Solution_builds_the_sample(string sample) => Assert.Contains(
        $@"""samples\{sample}\{sample}.csproj""", File.ReadAllText(Path.Combine(Files.Root, "Quay.Client.sln")), StringComparison.Ordinal);

    [GeneratedRegex(@"^ *(?<before>.*)\n *<ProjectReference Include=""[^""]*/(?<project>[\w.]+)\.csproj"" />$", RegexOptions.Multiline)]
    private static partial Regex Reference();
}
