using System.Text.Json.Nodes;
using Quay.Client.Testing;

namespace QuayTags.Tests;

public sealed class WatchTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private string Checkpoint => Path.Combine(_folder, "watch.json");

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return _quay.DisposeAsync();
    }

    [Fact]
    public async Task Events_since_a_time_are_one_line_each()
    {
        AddEvents();

        ToolRun run = await _quay.RunAsync("watch", "acme/app", "--since", "3d", "--once");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                "TIME (UTC)           TAG               EVENT               FROM          TO",
                "2026-11-21 12:30:00  prod              moved               aaaaaaaaaaaa  bbbbbbbbbbbb",
                "2026-11-22 12:30:00  prod              deleted or expired  bbbbbbbbbbbb",
            ],
            run.Lines.Select(line => line.TrimEnd()));
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Json_is_one_object_per_event()
    {
        AddEvents();

        ToolRun run = await _quay.RunAsync("watch", "acme/app", "--since", "3d", "--once", "--json");

        Assert.Equal(["moved", "removed"], run.JsonLines.Select(line => (string?)line!["kind"]));
        Assert.All(run.JsonLines, line => Assert.Equal("acme/app", (string?)line!["repository"]));
    }

    [Fact]
    public async Task Namespace_without_visible_repositories_is_reported()
    {
        ToolRun run = await _quay.RunAsync("watch", "nowhere", "--once");

        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.Equal("No repository is visible. Check the name and the token.", run.ErrorLines[^1]);
    }

    [Fact]
    public async Task Who_adds_the_actor_of_each_event()
    {
        AddEvents();
        _quay.App.AddLogEntry(new FakeLogEntry
        {
            Kind = "push_repo",
            Time = new DateTimeOffset(2026, 11, 21, 12, 30, 0, TimeSpan.Zero),
            Performer = "admin",
            Metadata = new Dictionary<string, object?> { ["tag"] = "prod" },
        });

        ToolRun run = await _quay.RunAsync("watch", "acme/app", "--since", "3d", "--once", "--who", "--json");

        Assert.Equal(["registry", "unknown"], run.JsonLines.Select(line => (string?)line!["actor"]!["means"]));
    }

    [Fact]
    public async Task Events_of_a_namespace_have_the_repository()
    {
        AddEvents();

        ToolRun run = await _quay.RunAsync("watch", "acme", "--since", "1d", "--once", "--tag", "prod");

        Assert.Empty(run.Lines);
        run = await _quay.RunAsync("watch", "acme", "--since", "3d", "--once", "--tag", "prod");
        Assert.All(run.Lines[1..], line => Assert.Contains("  acme/app    prod  ", line, StringComparison.Ordinal));
        Assert.Equal(3, run.Lines.Length);
    }

    [Fact]
    public async Task Checkpoint_continues_where_the_last_run_ended()
    {
        AddEvents();
        string[] args = ["watch", "acme/app", "--since", "3d", "--once", "--checkpoint", Checkpoint];

        ToolRun first = await _quay.RunAsync(args);
        ToolRun second = await _quay.RunAsync(args);

        Assert.Equal(3, first.Lines.Length);
        Assert.Equal((0, ""), (second.ExitCode, second.Output));
        Assert.Equal(["watch.json"], Directory.GetFiles(_folder).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public async Task Checkpoint_is_saved_between_events_only_every_ten_seconds(int secondsPerEvent, bool isSaved)
    {
        AddEvents();
        var clock = new ManualClock();
        List<bool> existed = [];
        ToolContext context = _quay.Context() with
        {
            Output = new LineReceiver(() =>
            {
                existed.Add(File.Exists(Checkpoint));
                clock.Seconds += secondsPerEvent;
            }),
        };
        context.ClientOptions.TimeProvider = clock;

        await ToolRun.RunAsync(["watch", "acme/app", "--since", "3d", "--once", "--json", "--checkpoint", Checkpoint], context);

        Assert.Equal([false, isSaved], existed);
        Assert.True(File.Exists(Checkpoint));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Watch_that_is_interrupted_or_fails_saves_which_events_were_written(bool isFailure)
    {
        AddEvents();
        string[] args = ["watch", "acme/app", "--since", "3d", "--once", "--checkpoint", Checkpoint];
        using var stop = new CancellationTokenSource();
        int lines = 0;
        ToolContext context = _quay.Context() with
        {
            Output = new LineReceiver(() =>
            {
                if (++lines == 2)
                {
                    stop.Cancel();
                    throw isFailure ? new IOException("The disk is full.") : new OperationCanceledException(stop.Token);
                }
            }),
        };

        ToolRun first = await ToolRun.RunAsync([.. args, "--json"], context, stop.Token);
        ToolRun second = await _quay.RunAsync(args);

        Assert.NotEqual(0, first.ExitCode);
        Assert.Contains("deleted", Assert.Single(second.Lines[1..]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_gets_each_event_as_JSON_and_its_arguments()
    {
        AddEvents();
        string received = Path.Combine(_folder, "received");
        string script = Script($"cat >> '{received}'; echo \"$1\" >> '{received}'");

        ToolRun run = await _quay.RunAsync("watch", "acme/app", "--since", "3d", "--once", "--exec", script, "--", "--it's an argument;");

        Assert.Equal(0, run.ExitCode);
        string[] lines = await File.ReadAllLinesAsync(received, TestContext.Current.CancellationToken);
        Assert.Equal(["moved", "removed"], lines.Where((_, i) => i % 2 == 0).Select(line => (string?)JsonNode.Parse(line)!["kind"]));
        Assert.All(lines.Where((_, i) => i % 2 == 1), line => Assert.Equal("--it's an argument;", line));
    }

    [Fact]
    public async Task Program_that_fails_ends_the_watch_and_the_event_is_repeated()
    {
        AddEvents();
        string[] args = ["watch", "acme/app", "--since", "3d", "--once", "--checkpoint", Checkpoint, "--exec"];
        string marker = Path.Combine(_folder, "second");

        ToolRun failed = await _quay.RunAsync([.. args, Script($"test -e '{marker}' && exit 7; touch '{marker}'")]);
        ToolRun repeated = await _quay.RunAsync([.. args, Script("exit 0")]);

        Assert.Equal((1, 3), (failed.ExitCode, failed.Lines.Length));
        Assert.Contains("failed with exit code 7", Assert.Single(failed.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(0, repeated.ExitCode);
        Assert.Contains("deleted", Assert.Single(repeated.Lines[1..]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_that_does_not_exist_ends_the_watch()
    {
        AddEvents();

        ToolRun run = await _quay.RunAsync("watch", "acme/app", "--since", "3d", "--once", "--exec", Path.Combine(_folder, "missing"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("cannot be started", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poll_that_fails_ends_a_run_with_once()
    {
        _quay.Quay.Faults.Always(Fault.Html);

        ToolRun run = await _quay.RunAsync("watch", "acme/app", "--once");

        Assert.Equal(1, run.ExitCode);
        Assert.Single(run.ErrorLines);
    }

    [Theory]
    [InlineData("'REPOSITORY|NAMESPACE' is missing", "watch")]
    [InlineData("Arguments after -- need --exec; found 1.", "watch", "acme/app", "typo")]
    [InlineData("'1x' is not a duration", "watch", "acme/app", "--interval", "1x")]
    [InlineData("is not a duration of at least one second", "watch", "acme/app", "--interval", "0s")]
    [InlineData("is an image reference", "watch", "quay.io/acme/app:1.0")]
    [InlineData("is in the future", "watch", "acme/app", "--since", "2100-01-01T00:00:00Z")]
    public async Task Wrong_usage_sends_no_request(string error, params string[] args)
    {
        ToolRun run = await _quay.RunAsync(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
        Assert.Empty(_quay.Quay.Requests);
    }

    [Fact]
    public async Task File_that_is_no_checkpoint_or_of_another_watch_is_wrong_usage()
    {
        await File.WriteAllTextAsync(Checkpoint, "{}", TestContext.Current.CancellationToken);
        ToolRun invalid = await _quay.RunAsync("watch", "acme/app", "--checkpoint", Checkpoint);
        File.Delete(Checkpoint);
        await _quay.RunAsync("watch", "acme/app", "--checkpoint", Checkpoint, "--once");
        ToolRun other = await _quay.RunAsync("watch", "acme", "--checkpoint", Checkpoint);

        Assert.Contains("is not a checkpoint of this command", invalid.AssertFailure(2), StringComparison.Ordinal);
        Assert.Contains("The position belongs to", other.AssertFailure(2), StringComparison.Ordinal);
    }

    private void AddEvents()
    {
        _quay.AddEntry("prod", 'a', daysAgo: 9, endedDaysAgo: 2);
        _quay.AddEntry("prod", 'b', daysAgo: 2, endedDaysAgo: 1);
    }

    private string Script(string text)
    {
        string file = Path.Combine(_folder, $"{Guid.NewGuid():N}.sh");
        File.WriteAllText(file, $"#!/bin/sh\n{text}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return file;
    }

    private sealed class LineReceiver(Action receive) : StringWriter
    {
        public override void WriteLine(string? value) => receive();
    }

    private sealed class ManualClock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override DateTimeOffset GetUtcNow() => ToolRun.Now;

        public override long GetTimestamp() => Seconds;
    }
}
