using System.Diagnostics;
using System.Text.Json.Nodes;

namespace QuayTags.Tests.Serving;

/// <summary>Represents the tool as a process that serves a fake on a free port.</summary>
public sealed class ServedProcess : IAsyncDisposable
{
    private static readonly string Host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "QuayTags.dll");

    private readonly Process _process;
    private readonly Task<string> _notes;

    private ServedProcess(Process process, string firstLine)
    {
        (_process, FirstLine) = (process, firstLine);
        _notes = process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    /// <summary>Gets the first line of standard output.</summary>
    public string FirstLine { get; }

    public Uri Endpoint => new(FirstLine.StartsWith('{') ? (string)JsonNode.Parse(FirstLine)!["url"]! : FirstLine);

    public int ExitCode => _process.ExitCode;

    public static async Task<ServedProcess> StartAsync(params string[] args)
    {
        var start = new ProcessStartInfo(Host, [Program, "serve", "--port", "0", .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process = Process.Start(start)!;
        string? line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.True(line is not null, "The tool ended before its first line.");
        return new ServedProcess(process, line);
    }

    /// <summary>Runs a program that is a client of the server, and returns its exit code and both outputs.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(string program, params string[] args)
    {
        var start = new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in new[] { "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy" })
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Returns the path of a program; skips the test if the machine lacks it.</summary>
    public static string Require(string program)
    {
        string? path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"The machine has no {program}.");
        return path!;
    }

    /// <summary>Sends a signal, and returns standard error after the process has ended.</summary>
    public async Task<string> SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return await _notes;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }
}
