using System.CommandLine;
using System.Text.RegularExpressions;

namespace QuayTags.Tests;

/// <summary>Runs the commands of the page on the configuration in a shell, with its profile file.</summary>
[Trait("Speed", "Slow")]
public sealed partial class ToolConfigurationPageTests : IAsyncDisposable
{
    private const string Url = "https://quay.example.com";

    private static readonly string Text = File.ReadAllText(Path.Combine(ReadmeTests.Root(), "docs", "tool-configuration.md"));

    private readonly WriteFixture _quay = new();
    private readonly ShellFolder _folder = new();

    public ToolConfigurationPageTests()
    {
        _quay.App.IsPublic = true;
        _quay.AddEntry("prod", 'a', daysAgo: 1);
        _folder.Write("token.txt", $"{_quay.Quay.Token}\n");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return _quay.DisposeAsync();
    }

    [Fact]
    public void Table_lists_every_option_and_variable()
    {
        var command = new Command("any");
        new ServerOptions(ToolRun.Context()).AddTo(command);
        string source = File.ReadAllText(Path.Combine(ReadmeTests.Root(), "src", "QuayTags", "Connections", "ServerOptions.cs"));

        string table = string.Join('\n', Text.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)));

        Assert.All(command.Options, option => Assert.Contains($"`{option.Name}", table, StringComparison.Ordinal));
        Assert.Equal(
            Variable().Matches(source).Select(match => match.Value.Trim('"')).Distinct().Order(),
            Variable().Matches(Text).Select(match => match.Value.Trim('`')).Distinct().Order());
    }

    [Fact]
    public async Task Commands_run_with_the_profile_file()
    {
        SkipWithoutShell();
        _folder.Write("config/quaytags/profiles.json", Profiles().Replace("https://quay.io", _quay.Url, StringComparison.Ordinal));
        string[] commands = [.. ManualCommand.Parse(Text).Select(command => command.Text).SkipLast(1)];

        foreach (string command in commands)
        {
            (int exitCode, string output, string error) = await _folder.RunAsync(command.Replace(Url, _quay.Url, StringComparison.Ordinal));

            Assert.True((exitCode, output.Length > 0) == (0, true), $"{command}\nexits with {exitCode}:\n{error}");
        }

        Assert.Equal(3, commands.Length);
        Assert.Contains($"Bearer {_quay.Quay.Token}", _quay.Quay.Requests.Select(exchange => exchange.Request.Header("Authorization")));
    }

    [Fact]
    public async Task Error_output_of_the_token_command_goes_to_the_terminal()
    {
        SkipWithoutShell();
        string profiles = Regex.Replace(Profiles(), "\",\\s+\"ca_file.+\\s+\"proxy.+", "\"");
        _folder.Write("config/quaytags/profiles.json", profiles.Replace(Url, _quay.Url, StringComparison.Ordinal));
        _folder.AddProgram("pass", $"echo \"unlocked $2\" >&2; echo {_quay.Quay.Token}; echo 'user: admin'");

        (int exitCode, string output, string error) = await _folder.RunAsync("quaytags whoami");

        // The clock of the fake server stands still, so the tool also warns about it.
        Assert.Equal((0, "unlocked quay.example.com"), (exitCode, error.Split('\n')[0]));
        Assert.EndsWith(
            "Profile work\nToken token_command of profile 'work'\nUser admin", Regex.Replace(output, " +", " "), StringComparison.Ordinal);
    }

    [Fact]
    public void Profile_file_is_valid()
    {
        (string? name, IReadOnlyList<Profile> all) = new ProfileParser(Path.GetFullPath("profiles.json")).Parse(Profiles());

        Assert.Equal(("work", 2), (name, all.Count));
        Assert.Equal(Path.GetFullPath("company.pem"), all[0].CaFile);
    }

    [Fact]
    public async Task Last_command_prints_what_the_page_shows()
    {
        ManualCommand last = ManualCommand.Parse(Text)[^1];

        Assert.Equal(last.Output.Split('\n'), (await ToolRun.RunAsync(last.Args)).Lines);
    }

    private static string Profiles() => Json().Match(Text).Groups[1].Value;

    private static void SkipWithoutShell() => Assert.SkipUnless(File.Exists("/bin/sh"), "There is no sh.");

    [GeneratedRegex("```json\n(.+?)\n```", RegexOptions.Singleline)]
    private static partial Regex Json();

    [GeneratedRegex("[\"`]QUAY_[A-Z_]+[\"`]")]
    private static partial Regex Variable();
}
