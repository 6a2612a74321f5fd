using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace QuayTags.Tests;

/// <summary>Starts the built tool, or a program that starts it, in its own process.</summary>
internal static class ToolProcess
{
    private static readonly string Host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "QuayTags.dll");

    public static Process Start(params string[] args) => Start(args, []);

    /// <summary>Returns the shell command that runs the tool.</summary>
    public static string Shell(params string[] args) => string.Join(' ', new[] { Host, Program }.Concat(args).Select(word => $"'{word}'"));

    public static Process Start(string[] args, params (string Name, string Value)[] environment) =>
        Start(Host, [Program, .. args], environment);

    public static Process Start(string program, string[] args, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        foreach (string name in new[]
        {
            "QUAY_URL", "QUAY_TOKEN", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "COLUMNS",
            "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE",
        })
        {
            start.Environment.Remove(name);
        }

        // Profiles of the machine's user must not affect the tests.
        start.Environment["XDG_CONFIG_HOME"] = AppContext.BaseDirectory;
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Skips a test if the tool would ignore SIGINT, as the background jobs of a shell do.</summary>
    public static void SkipIfInterruptsAreIgnored()
    {
        const string Status = "/proc/self/status";
        Match ignored = Regex.Match(File.Exists(Status) ? File.ReadAllText(Status) : "", "SigIgn:\\s*([0-9a-f]+)");
        Assert.SkipWhen(
            ignored.Success && (ulong.Parse(ignored.Groups[1].ValueSpan, NumberStyles.HexNumber, null) & 2) != 0,
            "SIGINT is ignored here, as in a background job of a shell.");
    }

    public static async Task<(string Output, string Error)> EndAsync(Process process, CancellationToken cancellationToken)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (await output, await error);
    }
}
