using System.Diagnostics;

namespace QuayTags.Tests;

/// <summary>Represents a folder in which a shell runs scripts with the tool, as in a CI job.</summary>
internal sealed class ShellFolder : IDisposable
{
    private static readonly string Host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private readonly string _path = Directory.CreateTempSubdirectory().FullName;

    public ShellFolder()
    {
        AddProgram("quaytags", $"exec '{FullPath(Host)}' '{Path.Combine(AppContext.BaseDirectory, "QuayTags.dll")}' \"$@\"");

        // The jobs install the tool, which is here already.
        AddProgram("dotnet", "exit 0");
    }

    /// <summary>Runs a script that stops at the first failure. The scripts of a folder share its files.</summary>
    /// <returns>The exit code, and both outputs.</returns>
    public async Task<(int ExitCode, string Output, string Error)> RunAsync(string script, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-euc", script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _path,
        };
        foreach (string name in new[]
            { "QUAY_URL", "QUAY_TOKEN", "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "COLUMNS" })
        {
            start.Environment.Remove(name);
        }

        start.Environment["XDG_CONFIG_HOME"] = Path.Combine(_path, "config");
        start.Environment["PATH"] = $"{Path.Combine(_path, "bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, (await output).TrimEnd('\n'), (await error).TrimEnd('\n'));
    }

    /// <summary>Writes a file that only its owner can read.</summary>
    public void Write(string file, string text)
    {
        string path = Path.Combine(_path, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    /// <summary>Determines whether there is a shell and a program for its scripts.</summary>
    public static bool CanRun(string program) => File.Exists("/bin/sh")
        && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    public bool Has(string file) => File.Exists(Path.Combine(_path, file));

    public void Dispose() => Directory.Delete(_path, recursive: true);

    /// <summary>Adds a program that the scripts find by its name.</summary>
    public void AddProgram(string name, string command)
    {
        string file = Path.Combine(Directory.CreateDirectory(Path.Combine(_path, "bin")).FullName, name);
        File.WriteAllText(file, $"#!/bin/sh\n{command}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    private static string FullPath(string program) => Path.IsPathRooted(program) ? program
        : Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, program)).First(File.Exists);
}
