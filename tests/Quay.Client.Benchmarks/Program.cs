using System.Globalization;
using BenchmarkDotNet.Running;
using Quay.Client.Benchmarks;

switch (args)
{
    case ["peers"]:
        await Peers.RunAsync();
        break;
    case ["listeners"]:
        await Listeners.RunAsync();
        break;
    case ["limits"]:
        await Limits.RunAsync();
        break;
    case ["startup"]:
        Startup.Run();
        break;
    case ["tool"]:
        ToolStartup.Run();
        break;
    case ["memory"]:
        await LiveMemory.RunAsync();
        break;
    case ["serve", var delayMs]:
        await PageServer.ServeAsync(int.Parse(delayMs, CultureInfo.InvariantCulture));
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(PageBenchmarks).Assembly).Run(args);
        break;
}
