using System.Globalization;
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
    public void Code_of_the_page_is_the_code_that_the_test_runs()
    {
        string source = File.ReadAllText(Path.Combine(
            AppContext.BaseDirectory, "tests", "Quay.Client.Tests", "Documentation", "ServerComparison.cs"));

        Assert.All(
            Blocks[^2].Text.Split('\n').Skip(2),
            line => Assert.Contains(line, source, StringComparison.Ordinal));
    }
}
