using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Quay.Client.Testing;
using Quay.Client.Tests.Architecture;
using Quay.Client.Tests.Tags;

namespace Quay.Client.Tests.Diagnostics;

public sealed class LostWriteEventTests : IDisposable
{
    private readonly DiagnosticsFixture _fixture = new();
    private readonly FakeRepository _app;
    private readonly string _digest;

    public LostWriteEventTests()
    {
        _app = _fixture.Quay.AddRepository("acme/app");
        _digest = _app.Push("build").Digest;
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    private IQuayClient Client => _fixture.Client;

    private FakeQuay Quay => _fixture.Quay;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Exception_about_an_unknown_outcome_is_created_in_one_place() => Assert.Equal(
        ["Writes/LostWriteRecovery.cs"],
        Package.Of("Quay.Client").ReadSources()
            .Where(source => source.Value.Contains("new QuayOutcomeUnknownException(", StringComparison.Ordinal))
            .Select(source => source.Key));

    [Fact]
    public async Task Unknown_outcome_is_logged_with_the_message_of_the_exception()
    {
        Quay.Faults.When(TagFixture.IsWrite, Fault.LostResponse, times: 1);
        Quay.Changes.Before(TagFixture.IsWrite, () => Quay.Faults.Next(Fault.Status(400)));
        await AssertUnknownOnceAsync(() => Client.Tags.MoveAsync("acme/app", "prod", _digest));
    }

    [Fact]
    public async Task Failed_reading_back_is_logged_as_an_unknown_outcome()
    {
        Quay.Changes.Before(TagFixture.IsWrite, () => Quay.Faults.When(request => !TagFixture.IsWrite(request), Fault.Status(400)));
        await AssertUnknownOnceAsync(() => Client.Tags.MoveAsync("acme/app", "prod", _digest));
    }

    [Fact]
    public async Task Success_without_effect_is_logged_as_an_unknown_outcome()
    {
        Quay.Faults.When(TagFixture.IsWrite, Fault.Status(201, "\"Updated\"", "application/json"));
        await AssertUnknownOnceAsync(() => Client.Tags.MoveAsync("acme/app", "prod", _digest));
    }

    [Theory]
    [InlineData(502, "the response was 502")]
    [InlineData(null, "the connection was lost")]
    public async Task Events_about_a_lost_write_state_why_its_outcome_was_unknown(int? status, string reason)
    {
        Quay.Faults.When(TagFixture.IsWrite, status is { } code ? Fault.Status(code) : Fault.Cut, times: 1);
        await Client.Tags.MoveAsync("acme/app", "prod", _digest);
        Quay.Faults.When(TagFixture.IsWrite, Fault.LostResponse, times: 1);
        await Client.Tags.MoveAsync("acme/app", "next", _digest);

        Assert.Equal(
            [
                $"{_fixture.Endpoint.Host}: Moving acme/app:prod to {_digest[..19]}…: {reason}. "
                    + "The client verified that the write was not applied, and resends it.",
                $"{_fixture.Endpoint.Host}: Moving acme/app:next to {_digest[..19]}…: the connection was lost. "
                    + "The client verified that the write was applied.",
            ],
            _fixture.Events.Select(record => record.Message));
    }

    [Fact]
    public void Server_is_named_with_its_port_if_it_is_not_the_default()
    {
        var logs = new FakeLogCollector();
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddProvider(new FakeLoggerProvider(logs)));
        new ClientDiagnostics(new Uri("https://quay.test:8443/quay/"), loggers).TokenRejected("token");
        Assert.StartsWith("quay.test:8443 does not", logs.LatestRecord.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_expiry_after_a_move_is_logged_once()
    {
        // The second write sets the expiry. Its exception is wrapped in another one.
        Quay.Faults.InOrder(TagFixture.IsWrite, Fault.None, Fault.LostResponse);
        Quay.Changes.Before(
            TagFixture.IsWrite, () => Quay.Changes.Before(TagFixture.IsWrite, () => Quay.Faults.Next(Fault.Status(400))));
        var options = new TagWriteOptions { Expiration = _fixture.Clock.GetUtcNow().AddDays(3) };

        await AssertThrowsOnceAsync(() => Client.Tags.MoveAsync("acme/app", "prod", _digest, options));
    }

    [Fact]
    public async Task Unknown_outcome_of_a_policy_is_logged_once()
    {
        var policy = AutoPrunePolicy.KeepNewest(7) with { TagPattern = "v.*", TagPatternMatches = true };
        Quay.Changes.Before(TagFixture.IsWrite, () => Quay.Faults.When(request => !TagFixture.IsWrite(request), Fault.Status(400)));
        await AssertUnknownOnceAsync(() => Client.Policies.AutoPrune.CreateAsync("acme/app", policy));
    }

    [Fact]
    public async Task Repository_that_exists_after_a_lost_creation_is_logged_as_unknown()
    {
        Quay.Faults.When(TagFixture.IsWrite, Fault.Cut, times: 1);
        Quay.Changes.Before(TagFixture.IsWrite, () => Quay.Changes.Before(TagFixture.IsWrite, () => Quay.AddRepository("acme/new")));
        await AssertThrowsOnceAsync(
            () => Client.Repositories.CreateAsync("acme/new", RepositoryVisibility.Private), ["WriteResent", "WriteOutcomeUnknown"]);
    }

    [Fact]
    public async Task Lost_write_that_is_not_resent_any_more_is_counted_but_not_logged()
    {
        Quay.Faults.When(TagFixture.IsWrite, Fault.Cut);
        await Assert.ThrowsAsync<QuayConnectionException>(() => Client.Tags.MoveAsync("acme/app", "prod", _digest));
        Assert.Equal(["WriteResent", "WriteResent", "WriteResent"], _fixture.EventNames);
        Assert.Equal(["not_applied: 4"], _fixture.Metrics.SumBy("quay.client.lost_writes", "quay.write.outcome"));
    }

    [Fact]
    public async Task Rejected_write_is_neither_logged_nor_counted()
    {
        Quay.Faults.When(TagFixture.IsWrite, Fault.Status(400));
        await Assert.ThrowsAsync<QuayException>(() => Client.Tags.MoveAsync("acme/app", "prod", _digest));
        Assert.Empty(_fixture.Events);
        Assert.Empty(_fixture.Metrics.Of("quay.client.lost_writes"));
    }

    private async Task AssertUnknownOnceAsync(Func<Task> write)
    {
        var error = await AssertThrowsOnceAsync(write);
        Assert.Equal($"{_fixture.Endpoint.Host}: it is unknown whether a write was applied. {error.Message}", _fixture.Events[0].Message);
    }

    private async Task<QuayOutcomeUnknownException> AssertThrowsOnceAsync(Func<Task> write, string[]? events = null)
    {
        var error = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(write);
        Assert.Equal(events ?? ["WriteOutcomeUnknown"], _fixture.EventNames);
        Assert.All(_fixture.Events, record => Assert.Equal((LogLevel.Warning, null), (record.Level, record.Exception)));
        Assert.Equal(
            "unknown: 1", _fixture.Metrics.SumBy("quay.client.lost_writes", "quay.write.outcome").Last());
        return error;
    }
}
