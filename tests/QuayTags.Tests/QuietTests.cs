using Quay.Client.Testing;

namespace QuayTags.Tests;

/// <summary>Tests that <c>--quiet</c> omits everything but data, warnings and errors, for each command.</summary>
public sealed class QuietTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly WriteFixture _quay = new();

    // Command lines that succeed with the sample data.
    public static TheoryData<string> Commands =>
    [
        "show",
        "history",
        "history --max-entries 1",
        "list quayadmin",
        "log",
        "at 2h",
        "diff 2024-06-10T00:00:00Z 2h",
        "snapshot quayadmin",
        "snapshot quayadmin/busybox",
        "watch quayadmin/busybox --since 1h --once",
        "timeline rqorg/hist2500 --svg FILE",
        "labels quayadmin/busybox sample_tag",
        "usage",
        "policies quayadmin/busybox",
        "whoami",
        "promote quayadmin/busybox example prod",
        "expire quayadmin/busybox example 30d",
        "delete quayadmin/busybox example",
        "restore quayadmin/busybox test-two --previous",
        "rollback quayadmin/busybox 2024-06-18T18:57:00Z",
        "prune quayadmin/busybox --tag ta* --older-than 7d",
    ];

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return _quay.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Error_output_is_empty_and_the_data_is_the_same(string command)
    {
        string[] words = [.. command.Split(' ').Select(word => word == "FILE" ? Path.Combine(_folder, "history.svg") : word)];
        ToolRun help = await ToolRun.RunAsync(words[0], "--help");
        string[] args = [.. words, .. help.Output.Contains("--yes", StringComparison.Ordinal) ? ["--yes"] : Array.Empty<string>()];
        ToolRun loud = await RunAsync(args);
        ToolRun quiet = await RunAsync([.. args, "--quiet"]);

        Assert.Equal((0, 0), (loud.ExitCode, quiet.ExitCode));
        Assert.NotEmpty(loud.Error);
        Assert.Equal("", quiet.Error);
        Assert.Equal(loud.Output, quiet.Output);
    }

    [Fact]
    public async Task Every_command_is_in_the_list()
    {
        ToolRun help = await ToolRun.RunAsync("--help");
        IEnumerable<string> known = Commands.Select(command => command.Data.Split(' ')[0]);

        Assert.Empty(ManualTests.CommandsOf(help).Except(["security", "serve", "completion", .. known]));
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--csv")]
    [InlineData("--wide")]
    public async Task Warnings_about_missing_data_are_written(string format)
    {
        ListCommands.Fill(_quay);
        _quay.Quay.AddRepository("acme/lib").Grant("admin", FakeRole.Admin);
        _quay.Quay.Faults.When(
            request => request.Target.Contains("/acme/lib/tag/", StringComparison.Ordinal), Fault.Status(400, "{}", "application/json"));

        ToolRun scan = await _quay.RunAsync("snapshot", "acme", "--at", "20d", "--quiet", format);
        ToolRun at = await _quay.RunAsync("at", "acme/app", "20d", "--quiet", format);
        ToolRun diff = await _quay.RunAsync("diff", "acme/app", "20d", "1d", "--quiet", format);

        Assert.Contains(scan.ErrorLines, line => line.StartsWith("! acme/lib was not read: ", StringComparison.Ordinal));
        Assert.Contains(at.ErrorLines, line => line.StartsWith("? acme/app:gone: ", StringComparison.Ordinal));
        Assert.Contains(at.ErrorLines, line => line.EndsWith("so tags may be missing.", StringComparison.Ordinal));
        Assert.Contains(diff.ErrorLines, line => line.StartsWith("? gone: ", StringComparison.Ordinal));
        Assert.DoesNotContain("unknown.", scan.Error + at.Error + diff.Error, StringComparison.Ordinal);
    }

    private static Task<ToolRun> RunAsync(string[] args) => ToolRun.RunAsync(args, ToolRun.Context());
}
