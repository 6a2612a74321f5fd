namespace QuayTags.Tests.Serving;

/// <summary>Represents a run of <c>serve</c> in this process, until the test stops it.</summary>
internal sealed class ServingRun : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly StringWriter _output = new();
    private readonly LastNote _error = new();
    private Task<ToolRun>? _run;

    /// <summary>Gets standard output, which is the address of the server unless the test passes <c>--json</c>.</summary>
    public string Output => _output.ToString().Trim();

    public string[] Notes => _error.ToString().Trim().Split(Environment.NewLine);

    public Uri Endpoint => new(Output);

    /// <summary>Starts the server, on a free port unless the arguments name one.</summary>
    public static async Task<ServingRun> StartAsync(params string[] args)
    {
        var run = new ServingRun();
        ToolContext context = ToolRun.Context() with { Output = run._output, Error = run._error };
        string[] port = args.Contains("--port") ? [] : ["--port", "0"];
        run._run = ToolRun.RunAsync(["serve", .. port, .. args], context, run._stop.Token);
        await Task.WhenAny(run._run, run._error.Written).WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(run._run.IsCompleted, run._error.ToString());
        return run;
    }

    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return (await _run!).ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    /// <summary>Completes when the last note of a start is written.</summary>
    private sealed class LastNote : StringWriter
    {
        private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Written => _written.Task;

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.StartsWith("To stop", StringComparison.Ordinal) == true)
            {
                _written.TrySetResult();
            }
        }
    }
}
