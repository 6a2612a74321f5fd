using System.CommandLine;
using System.CommandLine.Help;
using System.Text.RegularExpressions;
using QuayTags.Tests.Serving;

namespace QuayTags.Tests;

/// <summary>Tests the help of the tool and of every command.</summary>
public partial class HelpTests
{
    public static TheoryData<string> Commands => [.. Tree().Subcommands.Select(command => command.Name)];

    [Fact]
    public async Task Help_of_the_tool_lists_each_command_once_under_its_group()
    {
        ToolRun run = await ToolRun.RunAsync("--help");

        string[] sections = run.Output.Split($"{Environment.NewLine}{Environment.NewLine}");
        foreach (ToolCommand command in Tree().Subcommands.Cast<ToolCommand>().Where(command => !command.Hidden))
        {
            string heading = command.Group == CommandGroup.SetUp ? "Set up:" : $"{command.Group}:";
            Assert.Matches(
                $@"(?m)^  {command.Name} ", Assert.Single(sections, section => section.StartsWith(heading, StringComparison.Ordinal)));
            Assert.Single(Regex.Matches(run.Output, $@"(?m)^  {command.Name} "));
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_of_a_command_is_the_same_however_it_is_requested(string command)
    {
        ToolRun help = await ToolRun.RunAsync("help", command);

        Assert.Equal(0, help.ExitCode);
        Assert.StartsWith($"  quaytags {command} ", help.Lines[Array.IndexOf(help.Lines, "Usage:") + 1] + " ", StringComparison.Ordinal);
        foreach (string option in new[] { "--help", "-h", "-?" })
        {
            Assert.Equal(help, await ToolRun.RunAsync(command, option));
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_describes_every_argument_and_option_and_fits_into_the_terminal(string name)
    {
        Command command = Tree().Subcommands.Single(command => command.Name == name);
        foreach (int width in new[] { 60, 80, 132, 200 })
        {
            ToolContext context = ToolRun.Context(new() { ["NO_COLOR"] = "1" }) with { OutputIsTerminal = true, TerminalColumns = width };
            ToolRun run = await ToolRun.RunAsync([name, "--help"], context);

            Assert.All(run.Lines, line => Assert.InRange(VisibleText.Width(line), 1, width));
            Assert.DoesNotContain("[default", run.Output, StringComparison.Ordinal);
            Assert.All(command.Arguments, argument => Assert.Contains($"\n  {argument.Name} ", run.Output, StringComparison.Ordinal));
            Assert.All(UsageLine.Options(command), option => Assert.Matches($@"(?m)^  (-\w, )?{option.Name}\b", run.Output));
        }
    }

    [Fact]
    public void Every_option_with_a_value_names_it_and_every_description_is_a_sentence()
    {
        foreach (Command command in Tree().Subcommands)
        {
            Assert.EndsWith(".", command.Description, StringComparison.Ordinal);
            Assert.All(command.Arguments, argument => Assert.Matches(@"^[A-Z].*[.)]$", argument.Description!));
            Assert.All(UsageLine.Options(command).Where(option => option is not (HelpOption or VersionOption)), option =>
            {
                Assert.Matches(@"^[A-Z].*\.$", option.Description!);
                Assert.True(
                    option.HelpName is not null == UsageLine.TakesValue(option), $"{command.Name} {option.Name}: {option.HelpName}");
            });
        }
    }

    [Fact]
    public void Section_of_the_connection_has_exactly_the_options_of_a_connection()
    {
        var command = new Command("any");
        new Connection(ToolRun.Context()).AddTo(command);

        Assert.All(command.Options, option => Assert.Equal(OptionSection.Connection, OptionSection.Of(option)));
        Assert.Equal(
            command.Options.Select(option => option.Name),
            UsageLine.Options(Tree().Subcommands.Single(found => found.Name == "show"))
                .Where(option => OptionSection.Of(option) == OptionSection.Connection)
                .Select(option => option.Name));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_example_of_a_command_runs_against_the_sample(string name)
    {
        var command = (ToolCommand)Tree().Subcommands.Single(command => command.Name == name);
        Assert.NotEmpty(command.Examples);
        foreach (string example in command.Examples)
        {
            string[] words = [.. Word().Matches(example).Select(word => word.Value.Trim('\''))];
            Assert.Equal(["quaytags", name], words[..2]);
            if (name == "serve")
            {
                await using ServingRun serving = await ServingRun.StartAsync(words[2..]);
                Assert.NotEmpty(serving.Output);
                continue;
            }

            using var folder = new WorkingFiles();

            ToolRun run = await ToolRun.RunAsync([.. words[1..].Select(folder.Local)]);

            // A simulation of the sample's policies is incomplete, because the sample does not show all of them.
            Assert.True(
                run.ExitCode is ExitCode.Success or ExitCode.Incomplete
                    || (run.ExitCode == ExitCode.Different && words.Contains("--exit-code")),
                $"{example}: {run.ExitCode} {run.Error}");
            Assert.True(run.Output.Length > 0 || folder.IsUsed, $"{example} writes nothing.");
        }
    }

    [Fact]
    public async Task Exit_codes_of_the_help_the_manual_and_the_page_are_one_table()
    {
        string page = await File.ReadAllTextAsync(
            Path.Combine(ReadmeTests.Root(), "docs", "tool-terminal.md"), TestContext.Current.CancellationToken);
        string help = Regex.Replace((await ToolRun.RunAsync("--help")).Output, @"\s+", " ");

        Assert.Equal(ExitCodeTable.Entries, Table(ManualTests.Manual));
        Assert.Equal(ExitCodeTable.Entries, Table(page));
        Assert.All(ExitCodeTable.Entries, entry => Assert.Contains($" {entry.Code} {entry.Meaning} ", help, StringComparison.Ordinal));

        static IEnumerable<(int Code, string Meaning)> Table(string markdown) => ExitCodeEntry()
            .Matches(markdown)
            .Select(entry => (
                int.Parse(entry.Groups[1].ValueSpan, null), entry.Groups[2].Value.Replace("`", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Environment_variables_of_the_help_are_those_that_the_tool_reads()
    {
        string[] files = Directory.GetFiles(Path.Combine(ReadmeTests.Root(), "src", "QuayTags"), "*.cs", SearchOption.AllDirectories);
        string code = string.Concat(files.Select(File.ReadAllText));

        Assert.All(EnvironmentTable.Entries, entry => Assert.Contains($"\"{entry.Name}\"", code, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_variable_of_the_connection_is_in_the_help() => Assert.Equal(
        typeof(ServerOptions).GetFields()
            .Where(field => field.IsLiteral && field.Name.EndsWith("Variable", StringComparison.Ordinal))
            .Select(field => (string)field.GetRawConstantValue()!)
            .Order(),
        EnvironmentTable.Entries.Select(entry => entry.Name).Where(name => name.StartsWith("QUAY_", StringComparison.Ordinal)).Order());

    /// <summary>Gets the commands of the tool.</summary>
    internal static RootCommand Tree() => QuayTagsApp.CreateRoot(ToolRun.Context(), new GlobalOptions());

    [GeneratedRegex(@"'[^']*'|\S+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^\| (\d+) \| (.+) \|$", RegexOptions.Multiline)]
    private static partial Regex ExitCodeEntry();

    /// <summary>Puts the files of examples into a folder that is deleted at the end.</summary>
    private sealed class WorkingFiles : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory().FullName;

        public bool IsUsed => Directory.EnumerateFiles(_path).Any();

        public string Local(string word) =>
            Path.GetExtension(word) is ".json" or ".svg" or ".html" or ".csv" ? Path.Combine(_path, word) : word;

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}
