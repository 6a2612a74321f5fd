using System.ComponentModel;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using Quay.Client.History;
using Quay.Client.Tests.Architecture;

namespace Quay.Client.Tests.Documentation;

/// <summary>Verifies decisions of docs/architecture.md that no other test covers.</summary>
public partial class DecisionTests
{
    private static readonly Dictionary<string, string> Versions = XDocument
        .Load(Path.Combine(Commands.Root, "Directory.Packages.props"))
        .Descendants("PackageVersion")
        .ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);

    private static readonly KeyValuePair<string, string>[] Sources =
        [.. Package.Of("Quay.Client").ReadSources(), .. Package.Of("Quay.Client.History").ReadSources()];

    [Fact]
    public void Refit_is_limited_to_one_major_version() => Assert.Matches(@"^\[16\.\d+\.\d+,17\.0\.0\)$", Versions["Refit"]);

    [Theory]
    [InlineData("Microsoft.Extensions.Http")]
    [InlineData("Microsoft.Extensions.Options.ConfigurationExtensions")]
    public void Microsoft_Extensions_packages_have_the_major_version_of_the_target_framework(string package) =>
        Assert.StartsWith($"{Environment.Version.Major}.0.", Versions[package], StringComparison.Ordinal);

    [Fact]
    public void Public_converters_are_hidden_from_completion()
    {
        Type[] converters =
        [
            .. new[] { typeof(QuayClient).Assembly, typeof(IHistoryOperations).Assembly }
                .SelectMany(assembly => assembly.GetExportedTypes())
                .Where(type => type.IsAssignableTo(typeof(System.Text.Json.Serialization.JsonConverter))),
        ];

        Assert.NotEmpty(converters);
        Assert.All(
            converters,
            converter => Assert.Contains(new EditorBrowsableAttribute(EditorBrowsableState.Never), converter.GetCustomAttributes(false)));
    }

    [Fact]
    public async Task Documented_statuses_are_the_retried_ones()
    {
        string line = CodeBlock.Documents["configuration.md"].Single(line => line.StartsWith("| GET |", StringComparison.Ordinal));
        List<int> retried = [];
        for (int status = 300; status < 600; status++)
        {
            using var response = new HttpResponseMessage((HttpStatusCode)status);
            if (await RetryRule.IsTransientAsync(response, TestContext.Current.CancellationToken))
            {
                retried.Add(status);
            }
        }

        Assert.Equal(retried, Number().Matches(line).Select(number => int.Parse(number.Value, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Eight_pages_are_requested_at_a_time_by_default() => Assert.Equal(8, new QuayClientOptions().MaxConcurrentPages);

    [Fact]
    public void Handlers_of_a_registered_client_are_never_replaced()
    {
        using ServiceProvider provider = new ServiceCollection()
            .AddQuayClient(options => options.Endpoint = new Uri("https://quay.test")).Services.BuildServiceProvider();

        HttpClientFactoryOptions options = provider.GetRequiredService<IOptionsMonitor<HttpClientFactoryOptions>>().Get("Quay.Client");

        Assert.Equal(Timeout.InfiniteTimeSpan, options.HandlerLifetime);
    }

    [Fact]
    public void TagHistoryReader_is_created_in_one_place() => Assert.Equal(
        ["Tags/Reading/TagPageReader.cs"],
        Sources.Where(source => Creation().IsMatch(source.Value)).Select(source => source.Key));

    [Fact]
    public void Only_the_TimeProvider_of_the_options_measures_time()
    {
        Assert.Matches(OtherClock(), "await Task.Delay(wait, cancellationToken)");
        Assert.Empty(Sources.Where(source => OtherClock().IsMatch(source.Value)).Select(source => source.Key));
    }

    [GeneratedRegex(@"\b\d{3}\b")]
    private static partial Regex Number();

    [GeneratedRegex(@"new TagHistoryReader\(|TagHistoryReader \w+\([^;{]*=> new\(")]
    private static partial Regex Creation();

    [GeneratedRegex(
        @"\bDateTime(Offset)?\.(Utc)?Now\b|\bStopwatch\b|\bThread\.Sleep\b|\bTickCount|\bTask\.Delay\((?![^;]*[tT]imeProvider)")]
    private static partial Regex OtherClock();
}
