using System.Text.RegularExpressions;

namespace QuayTags.Tests;

/// <summary>Compares the page on the tool's output with what the commands write.</summary>
public sealed partial class OutputPageTests : IAsyncDisposable
{
    private static readonly string Page = File.ReadAllText(Path.Combine(ReadmeTests.Root(), "docs", "tool-output.md"));

    private readonly WriteFixture _quay = new();

    public OutputPageTests() => ListCommands.Fill(_quay);

    public static TheoryData<string> Commands => [.. ListCommands.All.Keys];

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Fact]
    public async Task Page_documents_each_command_that_has_csv()
    {
        ToolRun help = await ToolRun.RunAsync("--help");
        List<string> withCsv = [];
        foreach (string command in ManualTests.CommandsOf(help))
        {
            ToolRun own = await ToolRun.RunAsync(command, "--help");
            withCsv.AddRange(own.Output.Contains("--csv", StringComparison.Ordinal) ? [command] : []);
        }

        Assert.Contains("history", withCsv);
        Assert.Equal(withCsv.Order(), Documented("## CSV", "columns").Keys.Order());
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Columns_of_the_CSV_are_documented_in_their_order(string command)
    {
        ToolRun run = await RunAsync(command, "--csv");

        Assert.Equal(Documented("## CSV", "columns")[command], CsvText.ReadLines(run.Output)[0]);
        Assert.True(CsvText.ReadLines(run.Output).Count > 1, run.Output);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Properties_of_the_JSON_are_documented(string command)
    {
        ToolRun run = await RunAsync(command, "--json");
        Dictionary<string, string[]> documented = Documented("## JSON", "properties of an object");
        if (command is "show" or "security" or "policies")
        {
            Assert.False(documented.ContainsKey(command));
            Assert.Single(run.JsonLines);
            return;
        }

        string[] written = [.. run.JsonLines.SelectMany(item => item!.AsObject().Select(property => property.Key)).Distinct()];
        IEnumerable<string> entry = command is "at" or "snapshot" ? documented["history"] : [];
        string[] gap = command is "log" ? ["since", "reason"] : command is "snapshot" ? ["reason", "complete_from"] : [];
        Assert.Empty(written.Except([.. documented[command], .. entry]));
        Assert.Empty(documented[command].Except([.. written, .. gap]));
    }

    [Fact]
    public void Page_documents_each_status_and_each_kind()
    {
        Assert.All(Enum.GetValues<SnapshotStatus>(), status => Assert.Contains($"`{Csv.Name(status)}`", Page, StringComparison.Ordinal));
        Assert.All(
            Enum.GetValues<Quay.Client.History.TagEventKind>(),
            kind => Assert.Contains($"`{Csv.Name(kind)}`", Page, StringComparison.Ordinal));
    }

    /// <summary>Gets the names in the second column of a table, by the commands in the first.</summary>
    private static Dictionary<string, string[]> Documented(string heading, string column)
    {
        string section = Page[Page.IndexOf(heading + "\n", StringComparison.Ordinal)..];
        string table = section[section.IndexOf($"| command | {column} |", StringComparison.Ordinal)..].Split("\n\n")[0];
        return table.Split('\n').Skip(2).Select(line => line.Split('|'))
            .SelectMany(cells => Names(cells[1]).Select(command => (command, names: Names(cells[2]))))
            .ToDictionary(pair => pair.command, pair => pair.names);
    }

    private static string[] Names(string cell) => [.. Name().Matches(cell).Select(match => match.Groups[1].Value)];

    private Task<ToolRun> RunAsync(string command, string format) => _quay.RunAsync([.. ListCommands.All[command].Split(' '), format]);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
