using System.Globalization;
using BenchmarkDotNet.Running;
using Quay.Client.Benchmarks;

switch (args)
{
    case ["peers"]:
        await Peers.RunAsync();
        break;
    case ["serve", var delayMs]:
        await PageServer.ServeAsync(int.Parse(delayMs, CultureInfo.InvariantCulture));
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(PageBenchmarks).Assembly).Run(args);
        break;
}
