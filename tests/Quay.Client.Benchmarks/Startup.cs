using System.Diagnostics;
using System.Globalization;

namespace Quay.Client.Benchmarks;

/// <summary>
/// Compares two NativeAOT programs, one with this client and one with only an <see cref="HttpClient"/>: their sizes, and the time to start
/// and read a page.
/// </summary>
internal static class Startup
{
    private const int Rounds = 101;

    private static readonly string Repository = FindRepository();

    public static void Run()
    {
        (string raw, string quay) = (Publish("Raw"), Publish("Quay"));
        using PageServer server = PageServer.Start(delayMs: 0);
        var times = new Dictionary<string, List<double>> { [raw] = [], [quay] = [] };
        for (int round = 0; round < Rounds; round++)
        {
            foreach ((string program, List<double> taken) in times)
            {
                taken.Add(Time(program, server.Address));
            }
        }

        Console.WriteLine($"{"NativeAOT, start and one page",-40}   time ÷ raw      MB");
        foreach ((string program, List<double> taken) in times)
        {
            string name = program == raw ? "HttpClient + source-generated JSON" : "Quay.Client, with DI and Polly";
            double time = Peers.Median(taken) / Peers.Median(times[raw]);
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{name,-40}   {time,10:0.00}   {new FileInfo(program).Length / 1e6,5:0.00}"));
        }
    }

    private static string Publish(string client)
    {
        string folder = Path.Combine(Repository, "artifacts", "startup", client);
        string project = Path.Combine(Repository, "tests", "Quay.Client.Startup");
        Run("dotnet", "publish", project, "-c", "Release", "--use-current-runtime", "-v", "quiet", $"-p:Client={client}", "-o", folder);
        return Path.Combine(folder, OperatingSystem.IsWindows() ? "Quay.Client.Startup.exe" : "Quay.Client.Startup");
    }

    private static double Time(string program, Uri address)
    {
        long start = Stopwatch.GetTimestamp();
        Run(program, address.AbsoluteUri);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
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
