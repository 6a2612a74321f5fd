using Quay.Client.Testing;

namespace Samples.Tests;

public class PromoteImageTests
{
    private const string TagPath = "/api/v1/repository/acme/app/tag/";

    private readonly FakeRepository _app;
    private readonly FakeQuay _quay;

    public PromoteImageTests() => _quay = Scene.Create(out _app);

    [Fact]
    public async Task Prod_moves_to_the_manifest_of_staging()
    {
        SampleProcess process = await RunAsync();

        Assert.Equal(0, process.ExitCode);
        Assert.Equal(_app.FindTag("staging")!.Digest, _app.FindTag("prod")!.Digest);
        _quay.Requests.AssertRequests(
            $"GET {TagPath}?limit=20&specificTag=staging",
            $"GET {TagPath}?limit=20&specificTag=prod",
            $"GET {TagPath}?limit=20&specificTag=prod",
            $"PUT {TagPath}prod",
            $"GET {TagPath}?limit=20&specificTag=prod");
    }

    [Fact]
    public async Task Prod_that_is_there_already_is_not_written()
    {
        SampleProcess process = await RunAsync("1.0", "prod");

        Assert.Equal(0, process.ExitCode);
        Assert.EndsWith(" (it was there already)", process.Output, StringComparison.Ordinal);
        _quay.Requests.AssertNoWrites();
    }

    [Fact]
    public async Task Prod_that_somebody_else_moved_is_a_conflict_and_stays()
    {
        _quay.Changes.BeforeRequest(3, () => _app.Push("prod", Scene.NewDigest));

        SampleProcess process = await RunAsync();

        Assert.Equal(3, process.ExitCode);
        Assert.EndsWith("Find out who changed or protected prod, then run this again.", process.Error, StringComparison.Ordinal);
        Assert.Equal(Scene.NewDigest, _app.FindTag("prod")!.Digest);
        _quay.Requests.AssertNoWrites();
        _quay.AssertNothingPending();
    }

    [Fact]
    public async Task Write_of_somebody_else_at_the_same_time_is_reported()
    {
        _quay.Changes.BeforeRequest(4, () => _app.Push("prod", Scene.NewDigest));

        SampleProcess process = await RunAsync();

        Assert.Equal(3, process.ExitCode);
        Assert.StartsWith($"Somebody else pointed prod at {Scene.NewDigest}", process.Error, StringComparison.Ordinal);
        _quay.AssertNothingPending();
    }

    [Fact]
    public async Task Lost_response_that_cannot_be_verified_is_an_unknown_outcome()
    {
        _quay.Faults.When(request => request.Method == "PUT", Fault.LostResponse, times: 1);
        _quay.Changes.Before(request => request.Method == "PUT", () => _quay.Faults.When(
            request => request.Method == "GET", Fault.Status(400)));

        SampleProcess process = await RunAsync();

        Assert.Equal(4, process.ExitCode);
        Assert.EndsWith("Read prod before you run this again.", process.Error, StringComparison.Ordinal);
        Assert.Single(_quay.Requests, exchange => exchange.Request.Method == "PUT");
    }

    [Fact]
    public async Task PromoteImage_exits_with_1_if_the_token_is_revoked()
    {
        _quay.FindToken(_quay.Token)!.IsRevoked = true;

        SampleProcess process = await RunAsync();

        Assert.Equal(1, process.ExitCode);
        Assert.Empty(process.Output);
        Assert.Contains("token", process.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Usage: PromoteImage", "acme/app", "staging")]
    [InlineData("'a/b'", "acme/app", "staging", "a/b")]
    public async Task Wrong_arguments_are_reported_and_nothing_is_written(string error, params string[] args)
    {
        SampleProcess process = await SampleProcess.RunAsync("PromoteImage", _quay, args);

        Assert.Equal(2, process.ExitCode);
        Assert.StartsWith(error, process.Error, StringComparison.Ordinal);
        _quay.Requests.AssertNoWrites();
    }

    private Task<SampleProcess> RunAsync(string from = "staging", string to = "prod") =>
        SampleProcess.RunAsync("PromoteImage", _quay, [Scene.Repository, from, to]);
}
