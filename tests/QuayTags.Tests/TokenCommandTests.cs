using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Quay.Client;
using Quay.Client.Testing;

namespace QuayTags.Tests;

/// <summary>Tests tokens that a command prints. Its standard error goes to the terminal, so a process runs that test.</summary>
public sealed class TokenCommandTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public TokenCommandTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are written for sh.");

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return _quay.DisposeAsync();
    }

    [Theory]
    [InlineData("echo {0}")]
    [InlineData("printf '  {0}\\r\\nuser: admin\\n'")]
    [InlineData("echo {0}; head -c 1000000 /dev/zero")]
    public async Task First_line_of_the_output_is_the_token(string command)
    {
        ToolRun run = await RunAsync("whoami", "--token-command", string.Format(null, command, _quay.Quay.Token));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("admin", run.Output, StringComparison.Ordinal);
        Assert.All(_quay.Quay.Requests, exchange => AssertSent(exchange.Request.Header("Authorization")));
    }

    [Theory]
    [InlineData("cat /dev/zero", 1, "--token-command: the command printed a first line of more than 64 KiB.")]
    [InlineData("exit 3", 1, "--token-command: the command failed with exit code 3.")]
    [InlineData("echo canary; exit 3", 1, "--token-command: the command failed with exit code 3.")]
    [InlineData("true", 1, "--token-command: the command printed an empty first line.")]
    [InlineData("echo; echo canary", 1, "--token-command: the command printed an empty first line.")]
    [InlineData(
        "echo canary with a space",
        1,
        "--token-command: the command printed a first line that is not a token: it contains a space or an invalid character.")]
    public async Task Failure_is_reported_and_sends_no_request(string command, int exitCode, string expected)
    {
        ToolRun run = await RunAsync("history", "acme/app", "--token-command", command);

        Assert.Equal(expected, run.AssertFailure(exitCode));
        Assert.Empty(_quay.Quay.Requests);
    }

    // The open pipe of the background process ends only with this test.
    [Fact(Timeout = 60_000)]
    public async Task Process_in_the_background_does_not_delay_the_token()
    {
        string id = Path.Combine(_folder, "id");

        ToolRun run = await Task.Run(
            () => RunAsync("whoami", "--token-command", $"echo {_quay.Quay.Token}; sleep 1000 & echo $! > {id}"),
            TestContext.Current.CancellationToken);

        using Process background = Process.GetProcessById(
            int.Parse(await File.ReadAllTextAsync(id, TestContext.Current.CancellationToken), CultureInfo.InvariantCulture));
        Assert.False(background.HasExited);
        background.Kill();
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Failure_exits_with_128_if_1_means_a_difference() => (await RunAsync(
        "diff", "acme/app", "acme/app", "--exit-code", "--token-command", "exit 3")).AssertFailure(128);

    [Fact(Timeout = 60_000)]
    public async Task Interruption_kills_the_command()
    {
        string started = Path.Combine(_folder, "started");
        using (Process make = Process.Start("mkfifo", [started]))
        {
            await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using var stop = new CancellationTokenSource();
        Task<ToolRun> running = Task.Run(
            () => ToolRun.RunAsync(
                ["history", "acme/app", "--token-command", $"echo $$ > {started}; sleep 1000; echo late"],
                ToolRun.Context(new() { ["QUAY_URL"] = _quay.Url }),
                stop.Token),
            TestContext.Current.CancellationToken);

        // Opening the named pipe waits for the command.
        string id = await File.ReadAllTextAsync(started, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        ToolRun run = await running;

        Assert.Equal(130, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.False(Directory.Exists($"/proc/{id.Trim()}"));
        Assert.Empty(_quay.Quay.Requests);
    }

    [Fact]
    public async Task Command_runs_again_after_a_minute()
    {
        var clock = new FakeTimeProvider();
        string file = Path.Combine(_folder, "token");
        RefreshedToken token = Refreshed($"cat {file}", clock, out _);

        await File.WriteAllTextAsync(file, "second", TestContext.Current.CancellationToken);
        clock.Advance(RefreshedToken.MaxAge - TimeSpan.FromSeconds(1));
        string? before = await token.GetAsync(TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(1));
        string?[] after = await Task.WhenAll(Enumerable.Range(0, 4).Select(
            _ => token.GetAsync(TestContext.Current.CancellationToken).AsTask()));

        Assert.Equal("first", before);
        Assert.Equal(["second", "second", "second", "second"], after);
    }

    [Fact]
    public async Task Concurrent_requests_share_one_run()
    {
        var clock = new FakeTimeProvider();
        string file = Path.Combine(_folder, "runs");
        RefreshedToken token = Refreshed($"echo run >> {file}; echo second", clock, out _);

        clock.Advance(RefreshedToken.MaxAge);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => token.GetAsync(TestContext.Current.CancellationToken).AsTask()));

        Assert.Single(await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Previous_token_is_kept_if_a_later_run_fails()
    {
        var clock = new FakeTimeProvider();
        RefreshedToken token = Refreshed("echo canary; exit 7", clock, out ToolContext context);

        clock.Advance(RefreshedToken.MaxAge);

        Assert.Equal("first", await token.GetAsync(TestContext.Current.CancellationToken));
        Assert.Equal(
            $"--token-command: the command failed with exit code 7. The tool continues with the previous token.{Environment.NewLine}",
            context.Error.ToString());
    }

    // The old token expires while the scan runs. Without the second run of the command, the repository after it would fail.
    [Fact]
    public async Task Scan_continues_with_a_new_token_after_the_old_one_expired()
    {
        var clock = new SteppingClock();
        string file = Path.Combine(_folder, "token");
        string next = _quay.Quay.AddToken("admin").Value;
        foreach (string name in (string[])["api", "web"])
        {
            _quay.Quay.AddRepository($"acme/{name}").Grant("admin", FakeRole.Admin).Push("latest");
        }

        await File.WriteAllTextAsync(file, _quay.Quay.Token, TestContext.Current.CancellationToken);
        _quay.Quay.Changes.BeforeRequest(3, () =>
        {
            File.WriteAllText(file, next);
            clock.Step(RefreshedToken.MaxAge);
        });
        _quay.Quay.Changes.BeforeRequest(4, () => _quay.Quay.FindToken(_quay.Quay.Token)!.IsRevoked = true);
        ToolContext context = ToolRun.Context(new() { ["QUAY_URL"] = _quay.Url }) with
        {
            ClientOptions = new QuayClientOptions { TimeProvider = clock, RetryDelay = TimeSpan.Zero, MaxConcurrentRequests = 1 },
        };

        ToolRun run = await ToolRun.RunAsync(["snapshot", "acme", "--json", "--token-command", $"cat {file}"], context);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(2, run.Lines.Length);
        Assert.Equal(
            [$"Bearer {_quay.Quay.Token}", $"Bearer {next}"],
            _quay.Quay.Requests.Select(exchange => exchange.Request.Header("Authorization")).Distinct());
    }

    private static RefreshedToken Refreshed(string command, TimeProvider clock, out ToolContext context)
    {
        context = ToolRun.Context() with { ClientOptions = new QuayClientOptions { TimeProvider = clock } };
        return new RefreshedToken(new TokenCommand("--token-command", command), "first", context);
    }

    private void AssertSent(string? header) => Assert.True(header is null || header == $"Bearer {_quay.Quay.Token}");

    private Task<ToolRun> RunAsync(params string[] args) => ToolRun.RunAsync(args, new() { ["QUAY_URL"] = _quay.Url });

    /// <summary>Represents a clock whose steps do not fire the time limits of the client, unlike those of a fake clock.</summary>
    private sealed class SteppingClock : TimeProvider
    {
        private long _ticks;

        public override DateTimeOffset GetUtcNow() => ToolRun.Now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);

        public void Step(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
    }
}
