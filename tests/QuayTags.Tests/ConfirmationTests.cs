using Quay.Client.Testing;
using static QuayTags.Tests.WriteFixture;

namespace QuayTags.Tests;

/// <summary>Tests the question before a write. Each command that writes asks in the same way.</summary>
public sealed class ConfirmationTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();

    public ConfirmationTests()
    {
        _quay.AddEntry("beta", 'd', daysAgo: 9, endedDaysAgo: 1);
        _quay.AddEntry("1.4.2", 'b', daysAgo: 3);
        _quay.AddEntry("prod", 'a', daysAgo: 9, endedDaysAgo: 2);
        _quay.AddEntry("prod", 'c', daysAgo: 2);
    }

    /// <summary>Gets a command line of each command that writes, and its question.</summary>
    public static TheoryData<string, string> Commands => new()
    {
        { "promote acme/app 1.4.2 prod", "Move the tag prod of acme/app on {0}? [y/N] " },
        { "promote acme/app 1.4.2 new", "Create the tag new of acme/app on {0}? [y/N] " },
        { "expire acme/app prod 30d", "Change the expiry of the tag prod of acme/app on {0}? [y/N] " },
        { "delete acme/app prod", "Delete the tag prod of acme/app on {0}? [y/N] " },
        { "delete acme/app prod beta 1.4.2", "Delete 2 tags of acme/app on {0}? [y/N] " },
        { "restore acme/app beta --previous", "Restore the tag beta of acme/app on {0}? [y/N] " },
        { "rollback acme/app 5d", "Roll back 2 tags of acme/app on {0} to 2026-11-18 12:30:00Z? [y/N] " },
        { "prune acme/app --tag 1.* --older-than 2d", "Delete the tag 1.4.2 of acme/app on {0}? [y/N] " },
    };

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Yes_sends_the_writes(string command, string question)
    {
        ToolRun run = await AskAsync(command, new StringReader("y\n"));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(Question(question), run.Output, StringComparison.Ordinal);
        Assert.NotEmpty(_quay.Writes);
        Assert.DoesNotContain(Confirmation.NothingChanged, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task No_sends_nothing_and_exits_with_1(string command, string question)
    {
        ToolRun run = await AskAsync(command, new StringReader("n\n"));

        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith(Question(question), run.Output, StringComparison.Ordinal);
        Assert.Equal([Confirmation.NothingChanged], run.ErrorLines);
        _quay.Quay.Requests.AssertNoWrites();
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Interrupted_question_sends_nothing_and_exits_with_130(string command, string question)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var end = new ManualResetEventSlim();

        ToolRun run = await ToolRun.RunAsync(
            command.Split(' '),
            Terminal(new TypedLine(() =>
            {
                stop.Cancel();
                end.Wait();
            })),
            stop.Token);
        end.Set();

        Assert.Equal(130, run.ExitCode);
        Assert.EndsWith(Question(question) + Environment.NewLine, run.Output, StringComparison.Ordinal);
        Assert.Equal([Confirmation.NothingChanged], run.ErrorLines);
        _quay.Quay.Requests.AssertNoWrites();
    }

    [Theory]
    [InlineData("y\n", 0)]
    [InlineData("Y\n", 0)]
    [InlineData("yes\n", 0)]
    [InlineData(" YES \n", 0)]
    [InlineData("y", 0)]
    [InlineData("\n", 1)]
    [InlineData("no\n", 1)]
    [InlineData("yeah\n", 1)]
    [InlineData("\ny\n", 1)]
    [InlineData("", 1)]
    public async Task Only_y_and_yes_confirm(string typed, int exitCode)
    {
        ToolRun run = await AskAsync("delete acme/app prod", new StringReader(typed));

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal(exitCode == 0 ? 1 : 0, _quay.Writes.Count());

        // After the end of the input, the cursor is still behind the question.
        Assert.Equal(typed.Length == 0, run.Output.EndsWith("? [y/N] " + Environment.NewLine, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, true, "without a terminal")]
    [InlineData(true, false, "without a terminal")]
    [InlineData(true, true, "with --json", "--json")]
    public async Task Script_needs_the_option_yes(bool input, bool output, string reason, params string[] options)
    {
        foreach (string command in Commands.Select(command => command.Data.Item1))
        {
            ToolContext context = Terminal(new StringReader("y\n")) with { InputIsTerminal = input, OutputIsTerminal = output };

            ToolRun run = await ToolRun.RunAsync([.. command.Split(' '), .. options], context);

            string message = run.AssertFailure(2);
            Assert.Contains($"'{command.Split(' ')[0]}' cannot ask for confirmation {reason}", message, StringComparison.Ordinal);
            Assert.Contains("--yes", message, StringComparison.Ordinal);
        }

        Assert.Empty(_quay.Quay.Requests);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Dry_run_never_asks(string command, string question)
    {
        ToolRun run = await AskAsync(command + " --dry-run", new TypedLine(() => Assert.Fail("The dry run read a line.")));

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain(Question(question), run.Output, StringComparison.Ordinal);
        Assert.StartsWith("Dry run: nothing is sent.", run.Output, StringComparison.Ordinal);
        _quay.Quay.Requests.AssertNoWrites();
    }

    [Theory]
    [InlineData("promote acme/app 1.4.2 prod")]
    [InlineData("expire acme/app prod 30d")]
    [InlineData("delete acme/app prod")]
    [InlineData("restore acme/app prod --previous")]
    [InlineData("rollback acme/app 5d --tag prod")]
    [InlineData("prune acme/app --tag prod --older-than 1d")]
    public async Task Tag_that_changes_after_the_question_is_not_written(string command)
    {
        ToolRun run = await AskAsync(command, new TypedLine(() => _quay.App.Move("prod", Digest('d'))));

        Assert.Equal(1, run.ExitCode);
        string changed = command.StartsWith("rollback", StringComparison.Ordinal) || command.StartsWith("prune", StringComparison.Ordinal)
            ? ", but the precondition is that"
            : ". It changed since the question. Nothing was sent. Run the command again.";
        Assert.Contains(
            "acme/app:prod points at sha256:dddddddddddd… (since 2026-11-23 12:30:00Z)" + changed, run.Error, StringComparison.Ordinal);
        _quay.Quay.Requests.AssertNoWrites();
    }

    [Fact]
    public async Task Tag_that_is_created_after_the_question_is_not_moved()
    {
        ToolRun run = await AskAsync("promote acme/app 1.4.2 new", new TypedLine(() => _quay.App.Move("new", Digest('d'))));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("It changed since the question.", run.Error, StringComparison.Ordinal);
        _quay.Quay.Requests.AssertNoWrites();
    }

    [Fact]
    public async Task Source_tag_that_moves_after_the_question_does_not_change_what_is_written()
    {
        ToolRun run = await AskAsync("promote acme/app 1.4.2 prod", new TypedLine(() => _quay.App.Move("1.4.2", Digest('d'))));

        // No live tag points at the confirmed image any more, so Quay rejects the move.
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(Digest('b'), Assert.Single(_quay.Writes), StringComparison.Ordinal);
        Assert.Equal(["acme/app:1.4.2 changed since the question. Run the command again."], run.ErrorLines);
    }

    [Fact]
    public async Task Entry_that_Quay_removes_after_the_question_does_not_change_what_is_restored()
    {
        _quay.AddEntry("more", 'b', daysAgo: 8, endedDaysAgo: 7);
        FakeTagEntry last = _quay.App.AddEntry("more", Digest('d'), ToolRun.Now.AddDays(-7), ToolRun.Now.AddDays(-6));

        ToolRun run = await AskAsync("restore acme/app more --previous", new TypedLine(() => _quay.App.Collect(last)));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(Digest('d'), Assert.Single(_quay.Writes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_asked_if_nothing_would_change()
    {
        ToolRun run = await AskAsync("delete acme/app beta", new TypedLine(() => Assert.Fail("The tool asked.")));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["keep beta: it needs no change, because it does not exist"], run.Lines);
    }

    [Fact]
    public async Task Nothing_is_asked_after_a_failed_check_without_keep_going()
    {
        ToolRun run = await AskAsync("delete acme/app prod none 1.4.2", new TypedLine(() => Assert.Fail("The tool asked.")));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("The tag acme/app:none does not exist", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal(Confirmation.NothingChanged, run.ErrorLines[^1]);
        _quay.Quay.Requests.AssertNoWrites();
    }

    [Fact]
    public async Task Keep_going_asks_about_the_tags_whose_checks_succeeded()
    {
        ToolRun run = await AskAsync("delete acme/app prod none 1.4.2 --keep-going", new StringReader("y\n"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Delete 2 tags of acme/app", run.Output, StringComparison.Ordinal);
        Assert.Equal([$"DELETE {Tags}/prod", $"DELETE {Tags}/1.4.2"], _quay.Writes);
    }

    [Fact]
    public async Task Preview_shows_the_digests_the_start_the_expiry_and_that_the_tag_is_immutable()
    {
        _quay.App.SetImmutable("prod");

        ToolRun run = await AskAsync("promote acme/app 1.4.2 prod --expires 30d --wide", new StringReader("n\n"));

        Assert.Equal(
            [
                $"move prod to {Digest('b')}, expires 2026-12-23 12:30:00Z: "
                + $"it has pointed at {Digest('c')} since 2026-11-21 12:30:00Z, never expires",
                "It is immutable, so Quay would reject the request.",
            ],
            run.Lines[..2]);
    }

    [Theory]
    [InlineData("promote acme/app 1.4.2 prod")]
    [InlineData("prune acme/app --tag 1.* --older-than 2d")]
    [InlineData("rollback acme/app 5d")]
    public async Task Lines_before_the_question_are_complete_in_a_narrow_terminal(string command)
    {
        ToolRun narrow = await ToolRun.RunAsync(
            command.Split(' '), Terminal(new StringReader("n\n")) with { TerminalColumns = 60 });
        ToolRun wide = await ToolRun.RunAsync([.. command.Split(' '), "--dry-run"], _quay.Context());

        string shown = string.Join(' ', narrow.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain('…', narrow.Output);
        Assert.All(wide.Lines[1..^1], line => Assert.Contains(line, shown, StringComparison.Ordinal));
        Assert.All(
            narrow.Lines.Where(line => !line.Contains("sha256:", StringComparison.Ordinal) && !line.Contains("[y/N]")),
            line => Assert.InRange(VisibleText.Width(line), 1, 60));
    }

    [Fact]
    public async Task Write_to_the_sample_asks_on_a_terminal()
    {
        ToolContext context = ToolRun.Context() with { InputIsTerminal = true, OutputIsTerminal = true, Input = new StringReader("y\n") };

        ToolRun run = await ToolRun.RunAsync(["delete", "quayadmin/busybox", "example"], context);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Delete the tag example of quayadmin/busybox in the sample data? [y/N] ", run.Output, StringComparison.Ordinal);
        Assert.Contains("example: deleted", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_costs_two_reads_per_tag()
    {
        await AskAsync("delete acme/app prod", new StringReader("n\n"));

        Assert.Equal(2, _quay.Quay.Requests.Count);
    }

    private string Question(string format) => string.Format(null, format, new Uri(_quay.Url).Authority);

    private Task<ToolRun> AskAsync(string command, TextReader input) => ToolRun.RunAsync(command.Split(' '), Terminal(input));

    private ToolContext Terminal(TextReader input) => _quay.Context() with
    {
        Input = input,
        InputIsTerminal = true,
        OutputIsTerminal = true,
        TerminalColumns = 200,
    };

    /// <summary>Represents a user who types y after something happened.</summary>
    private sealed class TypedLine(Action before) : TextReader
    {
        public override string? ReadLine()
        {
            before();
            return "y";
        }
    }
}
