namespace QuayTags.Tests;

/// <summary>Tests when the output has colours.</summary>
public class ColorTests
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true, "NO_COLOR=1")]
    [InlineData(true, true, "NO_COLOR=")]
    [InlineData(false, true, "TERM=dumb")]
    [InlineData(true, false, "FORCE_COLOR=1")]
    [InlineData(true, false, "CLICOLOR_FORCE=1")]
    [InlineData(false, false, "FORCE_COLOR=0")]
    [InlineData(false, true, "NO_COLOR=1", "FORCE_COLOR=1")]
    [InlineData(true, false, "--color=always")]
    [InlineData(true, false, "--color=always", "NO_COLOR=1")]
    [InlineData(false, true, "--color=never")]
    [InlineData(false, true, "--color=never", "FORCE_COLOR=1")]
    [InlineData(true, true, "--color=auto")]
    public async Task Output_has_colours_on_a_terminal_unless_an_option_or_variable_overrides_it(
        bool hasColors, bool isTerminal, params string[] settings)
    {
        Dictionary<string, string> environment = settings
            .Where(setting => !setting.StartsWith('-'))
            .Select(setting => setting.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        ToolContext context = ToolRun.Context(environment) with { OutputIsTerminal = isTerminal };

        ToolRun run = await ToolRun.RunAsync(["history", .. settings.Where(setting => setting.StartsWith('-'))], context);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(hasColors, run.Output.Contains("\u001b[", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("alive", "32")]
    [InlineData("expires", "93")]
    [InlineData("ended", "90")]
    [InlineData("permanently deleted", "91")]
    public async Task Colour_and_text_of_a_state_agree(string state, string code)
    {
        await using var quay = new WriteFixture();
        quay.AddEntry("alive", 'a', daysAgo: 9);
        quay.AddEntry("ended", 'b', daysAgo: 9, endedDaysAgo: 2);
        quay.AddEntry("expires", 'c', daysAgo: 9, endedDaysAgo: -2);
        quay.App.AddEntry("permanently", WriteFixture.Digest('d'), ToolRun.Now.AddDays(-8), ToolRun.Now.AddDays(-20));

        ToolRun run = await ToolRun.RunAsync(["history", "acme/app", "--color", "always"], quay.Context());

        Assert.Contains($"\u001b[{code}m{state}\u001b[0m", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quiet_omits_counts_and_hints_but_no_warning()
    {
        await using var quay = new WriteFixture();
        quay.App.AddEntry("gone", WriteFixture.Digest('0'), ToolRun.Now.AddDays(-8), ToolRun.Now.AddDays(-20));

        ToolRun quiet = await ToolRun.RunAsync(["diff", "acme/app", "7d", "1d", "--quiet"], quay.Context());
        ToolRun sample = await ToolRun.RunAsync("history", "-q");
        ToolRun failed = await ToolRun.RunAsync("show", "acme/none", "--quiet");

        Assert.StartsWith("? gone: ", Assert.Single(quiet.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(sample.Error);
        Assert.Single(failed.ErrorLines);
    }
}
