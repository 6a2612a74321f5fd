using System.Diagnostics;

namespace Quay.Client.Tests.Documentation;

/// <summary>Represents a program of a page that runs as a reader runs it: in a process, with environment variables and files.</summary>
internal sealed class PageProcess : IAsyncDisposable
{
    private static readonly string Host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static readonly string[] Unset =
    [
        "QUAY_URL", "QUAY_TOKEN", "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY",
        "no_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR", "ASPNETCORE_URLS", "DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT",
    ];

    private readonly string _program;
    private readonly Process _process;
    private readonly Task<string> _error;

    private PageProcess(string program, Process process)
    {
        (_program, _process) = (program, process);
        _error = process.StandardError.ReadToEndAsync();
    }

    public int ExitCode => _process.ExitCode;

    /// <summary>Compiles a block of a page, and starts it in a folder.</summary>
    public static PageProcess Start(
        CodeBlock block, string folder, string[] args, params IReadOnlyList<(string Name, string Value)> environment)
    {
        // Its assemblies are in the folder of the tests.
        string program = Path.Combine(AppContext.BaseDirectory, $"page-{Guid.NewGuid():N}.dll");
        Snippet.Emit(block, program);
        string runtime = Path.Combine(AppContext.BaseDirectory, "Quay.Client.Tests.runtimeconfig.json");
        var start = new ProcessStartInfo(Host, ["exec", "--runtimeconfig", runtime, program, .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (string name in Unset)
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return new PageProcess(program, Process.Start(start)!);
    }

    /// <summary>Reads lines of the output until one contains a text; returns that line.</summary>
    public async Task<string> ReadLineAsync(string containing)
    {
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains(containing, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"No line contains '{containing}'. The program's errors: {await _error}");
    }

    /// <summary>Waits until the program ends; returns its output and its errors.</summary>
    public async Task<(string Output, string Error)> EndAsync()
    {
        string output = await _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (output.ReplaceLineEndings("\n").TrimEnd('\n'), (await _error).ReplaceLineEndings("\n").TrimEnd('\n'));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        File.Delete(_program);
    }
}
