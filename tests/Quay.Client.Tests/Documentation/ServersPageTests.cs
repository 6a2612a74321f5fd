using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Documentation;

/// <summary>Runs the code of <c>docs/servers.md</c>, and compares its output with the page.</summary>
public class ServersPageTests
{
    private static readonly CodeBlock[] Blocks = [.. CodeBlock.Parse("servers.md", CodeBlock.Documents["servers.md"])];

    [Fact]
    public async Task Comparison_of_two_servers_writes_the_output_of_the_page()
    {
        var main = new FakeQuay { Features = FakeFeatures.All };
        FakeRepository app = main.AddRepository("acme/app");
        var older = new FakeQuay { ServerVersion = new Version(3, 16, 2) };
        FakeRepository copy = older.AddRepository("acme/app");
        copy.Push("v1", app.Push("v1").Digest);
        copy.Push("latest", app.FindTag("v1")!.Digest);
        app.Push("latest");
        app.Push("v2");
        using QuayClient quay = main.CreateClient();
        QuayClientOptions options = older.OptionsFor(1);
        options.Endpoint = new Uri("https://mirror.example");
        using var mirror = new QuayClient(options, new FakeQuayHandler(older) { Endpoint = options.Endpoint });
        var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };

        await ServerComparison.CompareAsync(quay, mirror, "acme/app", output);

        Assert.Equal(Blocks[^1].Text, output.ToString().TrimEnd());
    }

    [Fact]
    public async Task Sections_of_the_page_configure_one_client_each_but_none_for_the_section_around_them()
    {
        string json = Assert.Single(Blocks, block => block.Language == "json").Text;
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json)));
        foreach (string name in new[] { "main", "mirror" })
        {
            builder.Services.AddQuayClient(name, builder.Configuration.GetSection($"Quay:{name}"));
        }

        using (IHost host = builder.Build())
        {
            await host.StartAsync(TestContext.Current.CancellationToken);
            Assert.Equal("quay.example.com", host.Services.GetRequiredKeyedService<IQuayClient>("mirror").Endpoint.Host);
        }

        var services = new ServiceCollection();
        services.AddQuayClient(builder.Configuration.GetSection("Quay"));
        await using ServiceProvider provider = services.BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IQuayClient>);
        Assert.Contains("contains the section \"mirror\", which is not an option", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_of_the_page_is_the_code_that_the_test_runs()
    {
        string source = File.ReadAllText(Path.Combine(
            AppContext.BaseDirectory, "tests", "Quay.Client.Tests", "Documentation", "ServerComparison.cs"));

        Assert.All(
            Blocks[^2].Text.Split('\n').Skip(2),
            line => Assert.Contains(line, source, StringComparison.Ordinal));
    }
}
