using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Quay.Client.Tags;
using Quay.Client.Wire;
namespace Quay.Client.Benchmarks;
internal static class Probe
{
    public static async Task RunAsync()
    {
        var uri = new Uri("https://quay.example/");
        var raw = new HttpClient(new MemoryNetwork(Pages.Usual)) { BaseAddress = uri };
        var services = new ServiceCollection();
        services.AddQuayClient(o => { o.Endpoint = uri; o.Token = "x"; o.MaxConcurrentPages = 1; }).ConfigurePrimaryHttpMessageHandler(() => new MemoryNetwork(Pages.Usual));
        var p = services.BuildServiceProvider();
        HttpClient chain = p.GetRequiredService<IHttpClientFactory>().CreateClient("Quay.Client");
        ITagApi api = WireFactory.Create<ITagApi>(chain);
        var pace = new Paging.Pace();
        using var ours = new Clients.Ours(uri, new MemoryNetwork(Pages.Usual));
        var st = new QuayClientOptions { Endpoint = uri, Token = "x" }.ToTransportSettings();
        HttpClient Ov(params DelegatingHandler[] hs) { HttpMessageHandler m = new MemoryNetwork(Pages.Usual); foreach (var h in hs.Reverse()) { h.InnerHandler = m; m = h; } return new HttpClient(m) { BaseAddress = uri }; }
        var Over1 = Ov(Transport.HandlerChain.Create(st)); Transport.HandlerChain.Configure(Over1, st);
        var E1 = Ov(new Transport.ErrorHandler(TimeProvider.System)); var R1 = Ov(new Transport.ResilienceHandler(st)); var P1 = Ov(new Transport.PacingHandler()); var A1 = Ov(new Transport.AuthenticationHandler(st.Endpoint, st.TokenProvider)); var B1 = Ov(new Transport.BufferingHandler(1<<20));
        async Task Measure(string name, Func<int, Task> one)
        {
            for (int i = 0; i < 200; i++) { await one(i % 100 + 1); }
            long b = GC.GetTotalAllocatedBytes(true);
            for (int i = 0; i < 1000; i++) { await one(i % 100 + 1); }
            Console.WriteLine($"{name}: {(GC.GetTotalAllocatedBytes(true) - b) / 1000} B/page");
        }
        async Task Get(HttpClient c, int page)
        {
            using HttpResponseMessage r = await c.GetAsync(new Uri(Clients.HandWritten.Address(page), UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        }
        await Measure("raw", i => Get(raw, i));
        await Measure("chain", i => Get(chain, i));
        await Measure("refit", async i => { using var r = await api.ListRepoTagsAsync("acme/app", 100, i, null, null, null, pace, default); });
        await Measure("no di chain", i => Get(Over1, i));
        await Measure("error", i => Get(E1, i));
        await Measure("resil", i => Get(R1, i));
        await Measure("pacing", i => Get(P1, i));
        await Measure("auth", i => Get(A1, i));
        await Measure("buffer", i => Get(B1, i));
        for (int k = 0; k < 3; k++)
        {
            long b = GC.GetTotalAllocatedBytes(true);
            await ours.SumAsync();
            Console.WriteLine($"all: {(GC.GetTotalAllocatedBytes(true) - b) / 100} B/page");
        }
    }
}
