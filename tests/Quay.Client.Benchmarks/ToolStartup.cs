using System.Globalization;
using System.Runtime.InteropServices;

namespace Quay.Client.Benchmarks;

/// <summary>Compares the two builds of the tool: the time to start and show a page of the sample data, and the sizes.</summary>
internal static class ToolStartup
{
    private const int Rounds = 31;

    private static readonly string[] Command = ["history", "--tag", "test-two"];

    public static void Run()
    {
        string project = Path.Combine("src", "QuayTags");
        string tool = Published.Publish(project, "tool");
        string native = Published.Publish(project, "native", "-r", RuntimeInformation.RuntimeIdentifier);
        var times = new Dictionary<string, List<double>> { [tool] = [], [native] = [] };
        for (int round = 0; round < Rounds; round++)
        {
            foreach ((string program, List<double> taken) in times)
            {
                taken.Add(Published.Time(program, Command));
            }
        }

        Console.WriteLine($"{"the tool, start and one page",-40}   time ÷ dotnet tool      ms      MB");
        foreach ((string program, List<double> taken) in times)
        {
            string name = program == tool ? "dotnet tool" : "NativeAOT";
            double median = Peers.Median(taken);
            double megabytes = Size(program == tool ? Path.GetDirectoryName(program)! : program) / 1e6;
            double relative = median / Peers.Median(times[tool]);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{name,-40}   {relative,18:0.000}   {median,5:0}   {megabytes,5:0.0}"));
        }
    }

    private static long Size(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length)
        : new FileInfo(path).Length;
}
