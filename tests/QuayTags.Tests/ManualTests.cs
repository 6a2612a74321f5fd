using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Quay.Client.Testing;

namespace QuayTags.Tests;

/// <summary>Tests that the commands of the tool's manual run, and that they print what the manual shows.</summary>
[Trait("Speed", "Slow")]
public sealed partial class ManualTests : IAsyncDisposable
{
    private const int TerminalColumns = 130;
    private const int MaxBytes = 10_500;
    private const string Notice = "Neither --url nor QUAY_URL is set, so the tool uses its sample data.\n";

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly FakeQuay _quay = new(SampleQuay.Clock) { Features = FakeFeatures.All };
    private readonly FakeQuayServer _server;

    public ManualTests()
    {
        _quay.AddUser("acme");
        _quay.AddRepository("acme/app", isPublic: true).Grant("admin", FakeRole.Admin).Push("v3.1");
        _server = FakeQuayServer.Start(_quay);
        using var authority = TlsProxy.Authority("a company");
        File.WriteAllText(Path.Combine(_folder, "company.pem"), authority.ExportCertificatePem());
    }

    public static string Manual { get; } = File.ReadAllText(Path.Combine(ReadmeTests.Root(), "src", "QuayTags", "README.md"));

    private static string OutputPage { get; } =
        File.ReadAllText(Path.Combine(ReadmeTests.Root(), "docs", "tool-output.md")).Split("## Pipelines")[0];

    private static string TerminalPage { get; } = File.ReadAllText(Path.Combine(ReadmeTests.Root(), "docs", "tool-terminal.md"));

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return _server.DisposeAsync();
    }

    [Fact]
    public async Task Commands_of_the_manual_and_its_pages_print_what_these_show()
    {
        List<string> failures = [];
        foreach (ManualCommand command in ManualCommand.Parse(Manual + OutputPage + TerminalPage).Where(command => command.RunsTool))
        {
            (int exitCode, string output, string all) = await RunAsync(command);
            if (exitCode != command.ExitCode || all.Length == 0)
            {
                failures.Add($"{command.Text}\nexits with {exitCode}:\n{all}");
            }
            else if (!IsDocumented(command, output, all))
            {
                failures.Add($"{command.Text}\nprints:\n{(command.Language == "json" ? Shortened(output) : all)}");
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    [Fact]
    public void Every_other_command_of_the_manual_installs_the_tool() => Assert.Equal(
        ["dotnet tool install --global QuayTags --prerelease"],
        ManualCommand.Parse(Manual).Where(command => !command.RunsTool).Select(command => command.Text));

    [Fact]
    public async Task Manual_shows_every_command_of_the_tool()
    {
        ToolRun help = await ToolRun.RunAsync("--help");

        // 'serve' runs until it is stopped. DocumentedServerTests run it.
        string[] commands = [.. CommandsOf(help).Except(["serve"])];
        Assert.NotEmpty(commands);
        Assert.Contains("`serve`", Manual, StringComparison.Ordinal);
        Assert.Equal(
            commands.Order(),
            ManualCommand.Parse(Manual + TerminalPage)
                .Where(command => command.RunsTool)
                .Select(command => command.Args[0])
                .Intersect(commands)
                .Order());
    }

    [Fact]
    public void Manual_is_short_and_has_no_relative_links()
    {
        Assert.InRange(new FileInfo(Path.Combine(ReadmeTests.Root(), "src", "QuayTags", "README.md")).Length, 1, MaxBytes);
        Assert.DoesNotMatch(@"\]\((?!https://)", Manual);
    }

    /// <summary>Gets the names of the commands in the help of the tool.</summary>
    internal static string[] CommandsOf(ToolRun help) => [.. HelpCommand().Matches(help.Output).Select(match => match.Groups[1].Value)];

    private static bool IsDocumented(ManualCommand command, string output, string all) => command.Language switch
    {
        null => true,
        "json" => JsonNode.DeepEquals(JsonNode.Parse(command.Output), JsonNode.Parse(Shortened(output))),
        _ => command.Output == all || command.Output == all.Replace(Notice, "", StringComparison.Ordinal),
    };

    // The manual shortens digests in JSON.
    private static string Shortened(string json) => Digest().Replace(json, "$1…");

    private static string Lines(StringWriter writer) => string.Join(
        '\n', Colour().Replace(writer.ToString(), "").TrimEnd().Split(Environment.NewLine).Select(line => line.TrimEnd()));

    private async Task<(int ExitCode, string Output, string All)> RunAsync(ManualCommand command)
    {
        var output = new StringWriter();
        var all = new StringWriter();
        bool asJson = command.Language == "json";
        ToolContext context = ToolRun.Context(command.Environment.ToDictionary(pair => pair.Key, pair => Local(pair.Value))) with
        {
            Output = asJson ? output : all,
            Error = all,
            OutputIsTerminal = true,
            TerminalColumns = TerminalColumns,
        };
        int exitCode = await QuayTagsApp.RunAsync([.. command.Args.Select(Local)], context, TestContext.Current.CancellationToken);
        return (exitCode, Lines(output), Lines(all).Replace(_folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));
    }

    /// <summary>Replaces the addresses, the token and the files of the manual by those of the test.</summary>
    private string Local(string word) => word switch
    {
        "your-token" => _quay.Token,
        "plan.json" or "undo.json" or "history.html" or "company.pem" => Path.Combine(_folder, word),
        _ when word.StartsWith("https://", StringComparison.Ordinal) => $"{_server.Endpoint}",
        _ => word,
    };

    [GeneratedRegex("(sha256:[0-9a-f]{12})[0-9a-f]+")]
    private static partial Regex Digest();

    [GeneratedRegex(@"\u001b\[[0-9;]*m")]
    private static partial Regex Colour();

    [GeneratedRegex("^  ([a-z]+)(?: <| {2})", RegexOptions.Multiline)]
    private static partial Regex HelpCommand();
}
