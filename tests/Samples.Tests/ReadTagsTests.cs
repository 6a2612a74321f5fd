using Quay.Client.Testing;

namespace Samples.Tests;

public class ReadTagsTests
{
    private readonly FakeQuay _quay = Scene.Create(out _);

    [Fact]
    public async Task Repository_and_each_page_of_its_history_are_requested_and_nothing_else()
    {
        FakeRepository large = _quay.AddRepository("acme/large", isPublic: true);
        for (int i = 0; i < 501; i++)
        {
            large.Push($"b{i}");
        }

        SampleProcess process = await SampleProcess.RunAsync("ReadTags", _quay, ["acme/large"], token: "");

        Assert.Equal(0, process.ExitCode);
        Assert.StartsWith("acme/large: at least 500 tags\n", process.Output, StringComparison.Ordinal);
        Assert.Equal(1 + 500 + 1 + 501, process.Output.Split('\n').Length);

        // Pages overlap, so the limits differ. Pages are requested ahead, also beyond the last one.
        string[] requests = [.. _quay.Requests.Select(exchange => exchange.Request.ToString())];
        Assert.Equal("GET /api/v1/repository/acme/large?includeTags=true", requests[0]);
        Assert.Equal("GET /api/v1/repository/acme/large/tag/?limit=100", requests[1]);
        Assert.All(
            requests[2..], request => Assert.Matches("^GET /api/v1/repository/acme/large/tag/[?]limit=[0-9]+&page=[0-9]+$", request));
        Assert.Contains(requests, request => request.EndsWith("&page=6", StringComparison.Ordinal));
        Assert.All(_quay.Requests, exchange => Assert.Null(exchange.Request.Header("Authorization")));
    }

    [Fact]
    public async Task Permanently_deleted_entry_is_shown_as_such_and_a_name_cannot_control_the_terminal()
    {
        FakeRepository odd = _quay.AddRepository("acme/odd", isPublic: true);
        odd.Push("gone");
        odd.DeleteTagPermanently("gone");
        odd.AddEntry("\u001b[2Jred", odd.AddManifest(Scene.NewDigest).Digest, _quay.TimeProvider.GetUtcNow());

        SampleProcess process = await SampleProcess.RunAsync("ReadTags", _quay, ["acme/odd"]);

        Assert.Matches("\n  gone .* permanently deleted", process.Output);
        Assert.Contains("\n  [2Jred ", process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', process.Output);
    }

    [Fact]
    public async Task Rate_limit_that_asks_for_a_long_delay_ends_the_program_with_an_error()
    {
        _quay.Faults.Always(Fault.TooManyRequests(TimeSpan.FromHours(1)));

        SampleProcess process = await SampleProcess.RunAsync("ReadTags", _quay, [Scene.Repository]);

        Assert.Equal(1, process.ExitCode);
        Assert.Empty(process.Output);
        Assert.Contains("429", process.Error, StringComparison.Ordinal);
        Assert.Single(_quay.Requests);
    }

    [Theory]
    [InlineData("Usage: ReadTags")]
    [InlineData("'quay.io/acme/app'", "quay.io/acme/app")]
    public async Task Wrong_arguments_are_reported_before_any_request(string error, params string[] args)
    {
        SampleProcess process = await SampleProcess.RunAsync("ReadTags", _quay, args);

        Assert.Equal(2, process.ExitCode);
        Assert.StartsWith(error, process.Error, StringComparison.Ordinal);
        Assert.Empty(_quay.Requests);
    }
}
