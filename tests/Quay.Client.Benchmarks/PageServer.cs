using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Quay.Client.Benchmarks;

/// <summary>Serves the pages over HTTP on loopback from another process, so that its allocations are not counted.</summary>
internal sealed class PageServer : IDisposable
{
    private readonly Process _process;

    private PageServer(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static PageServer Start(int delayMs)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardInput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
        {
            start.ArgumentList.Add(typeof(PageServer).Assembly.Location);
        }

        start.ArgumentList.Add("serve");
        start.ArgumentList.Add(delayMs.ToString(CultureInfo.InvariantCulture));
        Process process = Process.Start(start)!;
        return new PageServer(process, new Uri(process.StandardOutput.ReadLine()!));
    }

    /// <summary>Serves until the standard input closes, at the latest when the parent process exits.</summary>
    public static async Task ServeAsync(int delayMs)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using WebApplication app = builder.Build();
        app.Run(async context =>
        {
            if (delayMs > 0)
            {
                await Task.Delay(delayMs);
            }

            byte[] response = Pages.Usual.ResponseTo(context.Request.QueryString.Value!);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = response.Length;
            await context.Response.Body.WriteAsync(response);
        });
        await app.StartAsync();
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await Console.In.ReadToEndAsync();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(5_000);
        _process.Dispose();
    }
}
