using System.Diagnostics;
using Quay.Client.Testing;

namespace Samples.Tests;

/// <summary>A sample, run as a reader runs it: as a program with arguments and environment variables.</summary>
internal sealed record SampleProcess(int ExitCode, string Output, string Error)
{
    private static readonly string Host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static readonly string[] Unset =
        ["QUAY_URL", "QUAY_TOKEN", "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

    // A program that never ends fails its test, and does not outlive it.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public static async Task<SampleProcess> RunAsync(
        string sample, IEnumerable<string> args, params IEnumerable<(string Name, string Value)> environment)
    {
        string program = Files.ProgramOf(sample);
        var start = new ProcessStartInfo(Host, [program, .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(program),
        };
        foreach (string name in Unset)
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new SampleProcess(process.ExitCode, Lines(await output), Lines(await error));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Runs a console sample against a fake Quay on the loopback address, with its token unless another is given.</summary>
    public static async Task<SampleProcess> RunAsync(string sample, FakeQuay quay, string[] args, string? token = null)
    {
        await using FakeQuayServer server = FakeQuayServer.Start(quay);
        return await RunAsync(sample, args, ("QUAY_URL", $"{server.Endpoint}"), ("QUAY_TOKEN", token ?? quay.Token));
    }

    private static string Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n');
}
