using System.Text.RegularExpressions;
using Quay.Client.Testing;

namespace Samples.Tests;

/// <summary>Runs the samples as samples/README.md describes, and compares their output.</summary>
public partial class ReadmeTests
{
    [Fact]
    public void Table_of_the_readme_lists_each_sample_with_its_first_command()
    {
        Assert.NotEmpty(Files.Names);
        Assert.Equal(
            Files.Names.ToDictionary(sample => sample, sample => ReadmeRun.Of(sample) is [var first, ..] ? first.Command : null),
            TableLine().Matches(Files.Readme)
                .ToDictionary(line => line.Groups["sample"].Value, line => (string?)line.Groups["command"].Value));
    }

    [Theory]
    [InlineData("ReadTags", 1)]
    [InlineData("PromoteImage", 1)]
    [InlineData("CleanUp", 2)]
    public async Task Console_sample_prints_what_the_readme_shows(string sample, int runs)
    {
        IReadOnlyList<ReadmeRun> shown = ReadmeRun.Of(sample);

        Assert.Equal(runs, shown.Count);
        foreach (ReadmeRun run in shown)
        {
            SampleProcess process = await SampleProcess.RunAsync(sample, Scene.Create(), run.Args);

            Assert.Equal(run.Output, process.Output);
            Assert.Empty(process.Error);
            Assert.Equal(0, process.ExitCode);
        }
    }

    [Fact]
    public async Task TagWatcher_logs_what_the_readme_shows_and_exits_when_the_token_is_revoked()
    {
        FakeQuay quay = Scene.Create(out FakeRepository app);

        // A poll sends two requests, and one if the first fails.
        quay.Changes.BeforeRequest(3, () => app.Push("1.1", Scene.NewDigest));
        quay.Changes.BeforeRequest(5, () => app.Move("prod", app.FindTag("staging")!.Digest));
        quay.Changes.BeforeRequest(7, () => app.DeleteTag("pr-14"));
        quay.Changes.BeforeRequest(9, () => quay.Faults.Next(Fault.ServiceUnavailable));
        quay.Changes.BeforeRequest(12, () => quay.FindToken(quay.Token)!.IsRevoked = true);
        ReadmeRun run = Assert.Single(ReadmeRun.Of("TagWatcher"));

        SampleProcess process;
        await using (FakeQuayServer server = FakeQuayServer.Start(quay))
        {
            process = await SampleProcess.RunAsync(
                "TagWatcher",
                [.. run.Args, "--Watch:Repository=acme/app", "--Watch:Interval=00:00:00.01", "--Quay:MaxRetries=0"],
                ("Quay__Endpoint", $"{server.Endpoint}"),
                ("Quay__Token", quay.Token));
        }

        string[] lines = process.Output.Split('\n');
        Assert.Equal(run.Output, string.Join('\n', lines[..^3]));
        Assert.Matches("^warn: TagWatcher.*503", lines[^3]);
        Assert.Matches(@"^warn: Quay\.Client\[9\] .* does not accept the token", lines[^2]);
        Assert.Matches("^crit: .*token", lines[^1]);
        Assert.Empty(process.Error);
        Assert.Equal(1, process.ExitCode);
        quay.AssertNothingPending();
    }

    [Fact]
    public async Task Tests_of_the_sample_pass_as_the_readme_shows()
    {
        SampleProcess process = await SampleProcess.RunAsync("TestWithFakeQuay", ["--no-ansi", "--progress", "off"]);

        // The program adds the path of the tests and how long they took.
        string[] shown = Assert.Single(ReadmeRun.Of("TestWithFakeQuay")).Output.Split('\n');
        Assert.Equal(5, shown.Length);
        Assert.All(shown.Zip(process.Output.TrimStart('\n').Split('\n')), pair => Assert.StartsWith(pair.First, pair.Second));
        Assert.Equal(0, process.ExitCode);
    }

    [GeneratedRegex(@"^\| `(?<sample>\w+)` \| .+ \| `(?<command>[^`]+)` \|$", RegexOptions.Multiline)]
    private static partial Regex TableLine();
}
