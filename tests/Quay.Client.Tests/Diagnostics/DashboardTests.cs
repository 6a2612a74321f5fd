using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Quay.Client.Tests.Documentation;

namespace Quay.Client.Tests.Diagnostics;

/// <summary>Verifies the Grafana dashboard against the metrics of the client, by their names in Prometheus.</summary>
public sealed partial class DashboardTests : IDisposable
{
    private readonly JsonDocument _dashboard =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Commands.Root, "docs", "quay-client-dashboard.json")));

    private JsonElement[] Panels => [.. _dashboard.RootElement.GetProperty("panels").EnumerateArray()];

    private string[] Queries => [.. Panels.SelectMany(QueriesOf)];

    public void Dispose() => _dashboard.Dispose();

    /// <summary>OpenTelemetry appends the unit without its annotation in braces, and "total" to counters.</summary>
    [Theory]
    [InlineData("quay.client.requests", "quay_client_requests_total")]
    [InlineData("quay.client.rate_limiter.rate", "quay_client_rate_limiter_rate_per_second")]
    [InlineData("quay.client.rate_limiter.queue", "quay_client_rate_limiter_queue")]
    [InlineData("quay.client.rate_limiter.pause.time", "quay_client_rate_limiter_pause_time_seconds_total")]
    [InlineData("quay.client.operation.duration", "quay_client_operation_duration_seconds")]
    public void Metric_has_its_name_in_Prometheus(string name, string expected) =>
        Assert.Equal(expected, PrometheusName(InstrumentList.All().Single(instrument => instrument.Name == name)));

    [Fact]
    public void Queries_name_all_metrics_and_no_others()
    {
        string[] named =
        [
            .. Queries.SelectMany(query => Metric().Matches(query)).Select(match => HistogramSuffix().Replace(match.Value, "")).Distinct()
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(InstrumentList.All().Select(PrometheusName).Order(StringComparer.Ordinal), named);
    }

    [Fact]
    public void Histograms_are_queried_by_their_series() => Assert.All(Queries, query => Assert.All(
        InstrumentList.All().OfType<Histogram<double>>().Select(PrometheusName).Where(query.Contains),
        name => Assert.Matches(name + "_(bucket|sum|count)", query)));

    [Fact]
    public void Labels_of_the_queries_are_attributes_of_the_metrics()
    {
        string[] labels = [.. Queries.SelectMany(query => Label().Matches(query)).Select(match => match.Groups["label"].Value).Distinct()];
        Assert.Contains("http_response_status_code", labels);
        string documented = string.Join('\n', CodeBlock.Documents["diagnostics.md"].Where(line => line.StartsWith('|'))).Replace('.', '_');
        Assert.All(labels.Except(["le", "job", "instance"]), label => Assert.Contains($"`{label}`", documented, StringComparison.Ordinal));
    }

    /// <summary>
    /// A counter has no series before its first event, so <c>increase()</c> and <c>rate()</c> do not show that event.
    /// </summary>
    [Theory]
    [InlineData("quay_client_lost_writes_total")]
    [InlineData("quay_client_list_step_backs_total")]
    [InlineData("quay_client_tokens_rejected_total")]
    [InlineData("quay_client_retries_total")]
    [InlineData("quay_client_rate_limiter_pause_time_seconds_total")]
    public void Counter_of_rare_events_is_shown_as_a_total_and_its_panel_explains_why(string counter)
    {
        JsonElement panel = Assert.Single(
            Panels, panel => QueriesOf(panel).Any(query => query.Contains(counter, StringComparison.Ordinal)));
        Assert.All(QueriesOf(panel), query => Assert.DoesNotMatch(@"\b(rate|increase)\(", query));
        Assert.Contains("totals since the start of each process", Text(panel, "description"), StringComparison.Ordinal);
    }

    [Fact]
    public void Queries_select_server_job_and_instance() => Assert.All(Queries, query => Assert.Contains(
        "{server_address=~\"$server\", job=~\"$job\", instance=~\"$instance\"", query, StringComparison.Ordinal));

    [Fact]
    public void Panels_have_a_title_a_place_and_the_data_source_of_the_variable()
    {
        Assert.Equal("datasource", Text(_dashboard.RootElement.GetProperty("templating").GetProperty("list")[0], "type"));
        Assert.Equal("prometheus", Text(_dashboard.RootElement.GetProperty("templating").GetProperty("list")[0], "query"));
        Assert.Equal(Panels.Length, Panels.Select(panel => Text(panel, "title")).Distinct().Count());
        Assert.Equal(Panels.Length, Panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        Assert.Equal(Panels.Length, Panels.Select(panel => panel.GetProperty("gridPos").GetRawText()).Distinct().Count());
        Assert.All(Panels, panel => Assert.Equal("${datasource}", Text(panel.GetProperty("datasource"), "uid")));
        Assert.All(Panels, panel => Assert.NotEmpty(panel.GetProperty("targets").EnumerateArray()));
    }

    private static string PrometheusName(Instrument instrument)
    {
        string unit = instrument.Unit switch
        {
            "s" => "_seconds",
            { } rate when rate.EndsWith("}/s", StringComparison.Ordinal) => "_per_second",
            _ => "",
        };
        bool isCounter = instrument is Counter<long> or Counter<double>;
        return instrument.Name.Replace('.', '_') + unit + (isCounter ? "_total" : "");
    }

    private static IEnumerable<string> QueriesOf(JsonElement panel) =>
        panel.GetProperty("targets").EnumerateArray().Select(target => Text(target, "expr"));

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;

    [GeneratedRegex(@"\bquay_client_\w+")]
    private static partial Regex Metric();

    [GeneratedRegex("(?<=_seconds)_(bucket|sum|count)$")]
    private static partial Regex HistogramSuffix();

    // In a selector, {name=…}, or in a grouping, by (name, …).
    [GeneratedRegex(@"(?:[{,]\s*|by \((?:\w+, )*)(?<label>[a-z_]+)(?=\s*(=|!=|=~|,|\)))")]
    private static partial Regex Label();
}
