using System.Text.Json.Nodes;
using Quay.Client;

namespace QuayTags.Tests;

/// <summary>Represents one run of the tool in this process: its exit code and its output.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    // A fixed time, so that the state of an entry does not depend on the day of the test.
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 30, 0, TimeSpan.Zero);

    /// <summary>Gets a clock that stands still at <see cref="Now"/>.</summary>
    public static TimeProvider Clock { get; } = new FixedClock();

    public string[] Lines => Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    public string[] ErrorLines => Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    public JsonNode?[] JsonLines => [.. Lines.Select(line => JsonNode.Parse(line))];

    public static Task<ToolRun> RunAsync(params string[] args) => RunAsync(args, []);

    public static Task<ToolRun> RunAsync(string[] args, Dictionary<string, string> environment) => RunAsync(args, Context(environment));

    public static async Task<ToolRun> RunAsync(string[] args, ToolContext context, CancellationToken? cancellationToken = null)
    {
        int exitCode = await QuayTagsApp.RunAsync(args, context, cancellationToken ?? TestContext.Current.CancellationToken);
        return new ToolRun(exitCode, context.Output.ToString()!, context.Error.ToString()!);
    }

    public static ToolContext Context(Dictionary<string, string>? environment = null) => new()
    {
        Output = new StringWriter(),
        Error = new StringWriter(),
        GetEnvironmentVariable = name => environment?.GetValueOrDefault(name),
        ClientOptions = new QuayClientOptions { TimeProvider = Clock, RetryDelay = TimeSpan.Zero, MaxConcurrentPages = 1 },
    };

    /// <summary>
    /// Asserts the exit code and that one line of error output was written, and returns that line. After wrong usage, the correct usage,
    /// an example and the command for more help must follow.
    /// </summary>
    public string AssertFailure(int exitCode)
    {
        Assert.Equal(exitCode, ExitCode);
        Assert.Empty(Output);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        if (exitCode != QuayTags.ExitCode.WrongUsage)
        {
            return Assert.Single(ErrorLines);
        }

        Assert.StartsWith("Usage:   quaytags ", ErrorLines[1], StringComparison.Ordinal);
        Assert.StartsWith("Example: quaytags ", ErrorLines[^2], StringComparison.Ordinal);
        Assert.Matches("^Run 'quaytags .*--help' for ", ErrorLines[^1]);
        return ErrorLines[0];
    }

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => 0;
    }
}
