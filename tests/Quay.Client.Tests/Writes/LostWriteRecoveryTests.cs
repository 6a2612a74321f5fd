using System.Net;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Writes;

public class LostWriteRecoveryTests
{
    private readonly TestClock _clock = new();
    private int _sent;
    private int _verifications;

    public static TheoryData<QuayException> Lost =>
    [
        new QuayConnectionException("cut"), new QuayTimeoutException("late"), new QuayResponseException("no JSON"),
        Status(500), Status(502), Status(503), Status(504), Status(408), Status(503, "Service Temporarily Unavailable"),
    ];

    public static TheoryData<QuayException> Rejected =>
    [
        Status(400), Status(401), Status(403), Status(404), Status(409), Status(429),
        Status(503, "Repository is in read only or mirror mode: 1"),
        Status(503, "System is currently read-only. Pulls will succeed but all write operations are currently suspended."),
        new QuayAuthenticationException("no token"),
    ];

    [Fact]
    public async Task Response_to_the_write_is_returned_without_a_verification()
    {
        Assert.Equal("sent", await SendAsync([null], []));
        Assert.Equal((1, 0), (_sent, _verifications));
    }

    [Theory]
    [MemberData(nameof(Lost))]
    public async Task Applied_write_is_not_resent_after_a_lost_response(QuayException lost)
    {
        Assert.Equal("found", await SendAsync([lost], [VerifiedWrite<string>.Applied("found")]));
        Assert.Equal((1, 1), (_sent, _verifications));
    }

    [Theory]
    [MemberData(nameof(Lost))]
    public async Task Write_that_was_not_applied_is_resent(QuayException lost)
    {
        Assert.Equal("sent", await SendAsync([lost, null], [VerifiedWrite<string>.NotApplied]));
        Assert.Equal((2, 1), (_sent, _verifications));
    }

    [Theory]
    [MemberData(nameof(Rejected))]
    public async Task Rejected_write_is_neither_verified_nor_resent(QuayException rejected)
    {
        Assert.Same(rejected, await Record.ExceptionAsync(() => SendAsync([rejected], [])));
        Assert.Equal((1, 0), (_sent, _verifications));
    }

    [Fact]
    public async Task Rejection_of_the_resent_write_is_ignored_if_the_first_one_was_applied()
    {
        Assert.Equal("found", await SendAsync(
            [new QuayTimeoutException("late"), Status(404)], [VerifiedWrite<string>.NotApplied, VerifiedWrite<string>.Applied("found")]));
        Assert.Equal((2, 2), (_sent, _verifications));
    }

    [Fact]
    public async Task Rejection_of_the_resent_write_is_thrown_if_no_write_was_applied()
    {
        QuayException rejected = Status(409);
        Assert.Same(rejected, await Record.ExceptionAsync(() => SendAsync(
            [new QuayTimeoutException("late"), rejected], [VerifiedWrite<string>.NotApplied, VerifiedWrite<string>.NotApplied])));
        Assert.Equal(2, _sent);
    }

    [Fact]
    public async Task Write_is_resent_without_a_wait_after_the_verification()
    {
        int waits = -1;
        var sender = new LostWriteRecovery(recovers: true, maxRetries: 1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), _clock);
        await sender.SendAsync(
            "Moving a tag",
            _ => _sent++ == 0 ? Task.FromException<string>(new QuayConnectionException("cut")) : Task.FromResult("sent"),
            _ =>
            {
                waits = _clock.Waits.Count;
                return Task.FromResult(VerifiedWrite<string>.NotApplied);
            },
            CancellationToken.None);
        Assert.Equal((1, 1), (waits, _clock.Waits.Count));
    }

    [Fact]
    public async Task Undetermined_outcome_is_thrown_with_the_reason()
    {
        var lost = new QuayConnectionException("cut");
        var error = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => SendAsync([lost], [VerifiedWrite<string>.Unknown("two rows are new.")]));
        Assert.Same(lost, error.InnerException);
        Assert.Equal(
            "Moving a tag: the response was lost, and the client could not determine whether the write was applied: two rows are new.",
            error.Message);
        Assert.Equal(1, _sent);
    }

    [Fact]
    public async Task Failed_verification_leaves_the_outcome_unknown()
    {
        var error = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(() => SendAsync([new QuayConnectionException("cut")], []));
        Assert.Contains("blind", error.Message, StringComparison.Ordinal);
        Assert.Equal("cut", error.InnerException!.Message);
    }

    [Fact]
    public async Task Write_fails_after_MaxRetries_with_waits_that_double_up_to_MaxRetryDelay()
    {
        QuayException[] lost = [.. Enumerable.Range(0, 5).Select(number => new QuayConnectionException($"cut {number}"))];
        VerifiedWrite<string>[] verifications = [.. Enumerable.Repeat(VerifiedWrite<string>.NotApplied, 5)];
        var error = await Assert.ThrowsAsync<QuayConnectionException>(() => SendAsync(lost, verifications));
        Assert.Equal("cut 4", error.Message);
        Assert.Equal([1, 2, 4, 5, 5], _clock.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task Lost_response_is_thrown_without_a_verification_if_recovery_is_off()
    {
        var lost = new QuayConnectionException("cut");
        Assert.Same(lost, await Record.ExceptionAsync(() => SendAsync([lost, null], [], recovers: false)));
        Assert.Equal((1, 0), (_sent, _verifications));
    }

    private static QuayException Status(int status, string? detail = null) =>
        new($"{status}") { StatusCode = (HttpStatusCode)status, Detail = detail };

    private Task<string> SendAsync(QuayException?[] outcomes, VerifiedWrite<string>[] verifications, bool recovers = true)
    {
        var sender = new LostWriteRecovery(recovers, maxRetries: 4, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), _clock);
        return sender.SendAsync(
            "Moving a tag",
            _ => outcomes[_sent++] is { } fault ? Task.FromException<string>(fault) : Task.FromResult("sent"),
            _ => _verifications < verifications.Length
                ? Task.FromResult(verifications[_verifications++])
                : Task.FromException<VerifiedWrite<string>>(new QuayConnectionException("blind")),
            CancellationToken.None);
    }
}
