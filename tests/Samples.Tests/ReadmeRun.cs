using System.Text.RegularExpressions;

namespace Samples.Tests;

/// <summary>A run of a sample in samples/README.md: its command, and the output that it shows below.</summary>
internal sealed partial record ReadmeRun(string Command, string Output)
{
    public static IReadOnlyList<ReadmeRun> All { get; } = [.. Block().Matches(Files.Readme).Select(OfBlock)];

    public string Sample => Project().Match(Command).Groups["sample"].Value;

    /// <summary>The arguments of the sample, as a shell passes them.</summary>
    public string[] Args => Command.Split(" -- ") is [_, var args] ? [.. args.Split(' ').Select(arg => arg.Trim('\''))] : [];

    public static IReadOnlyList<ReadmeRun> Of(string sample) => [.. All.Where(run => run.Sample == sample)];

    private static ReadmeRun OfBlock(Match block) => new(block.Groups["command"].Value, block.Groups["output"].Value.TrimEnd('\n'));

    [GeneratedRegex(@"^```console\n\$ (?<command>.+)\n(?<output>[^`]*)```$", RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"--project samples/(?<sample>\w+)")]
    private static partial Regex Project();
}
