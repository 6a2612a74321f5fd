using System.Diagnostics;

namespace Quay.Client.Benchmarks;

/// <summary>Publishes programs of the repository, and measures how long they run.</summary>
internal static class Published
{
    private static readonly string Repository = FindRepository();

    /// <summary>Publishes a project, and returns the path of the program.</summary>
    /// <param name="project">The project's folder in the repository.</param>
    /// <param name="name">The folder of the result below <c>artifacts/startup</c>.</param>
    /// <param name="options">More options of <c>dotnet publish</c>.</param>
    public static string Publish(string project, string name, params string[] options)
    {
        string folder = Path.Combine(Repository, "artifacts", "startup", name);
        Run("dotnet", ["publish", Path.Combine(Repository, project), "-c", "Release", "-v", "quiet", .. options, "-o", folder]);
        return Path.Combine(folder, Path.GetFileName(project) + (OperatingSystem.IsWindows() ? ".exe" : ""));
    }

    /// <summary>Runs a program to its end, and returns the milliseconds.</summary>
    public static double Time(string program, params string[] arguments)
    {
        long start = Stopwatch.GetTimestamp();
        Run(program, arguments);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Run(string program, string[] arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} exited with {process.ExitCode}: {output}");
        }
    }

    private static string FindRepository()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Quay.Client.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("There is no Quay.Client.sln above the program.");
    }
}
