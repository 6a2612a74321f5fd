using System.Globalization;

namespace Quay.Client.Benchmarks;

/// <summary>
/// Compares two NativeAOT programs, one with this client and one with only an <see cref="HttpClient"/>: their sizes, and the time to start
/// and read a page.
/// </summary>
internal static class Startup
{
    private const int Rounds = 101;

    public static void Run()
    {
        (string raw, string quay) = (Publish("Raw"), Publish("Quay"));
        using PageServer server = PageServer.Start(delayMs: 0);
        var times = new Dictionary<string, List<double>> { [raw] = [], [quay] = [] };
        for (int round = 0; round < Rounds; round++)
        {
            foreach ((string program, List<double> taken) in times)
            {
                taken.Add(Published.Time(program, server.Address.AbsoluteUri));
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

    private static string Publish(string client) => Published.Publish(
        Path.Combine("tests", "Quay.Client.Startup"), client, "--use-current-runtime", $"-p:Client={client}");
}
