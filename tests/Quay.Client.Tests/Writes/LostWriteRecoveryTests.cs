using System.Net;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Writes;

public class LostWriteRecoveryTests
{
    private readonly TestClock _clock = new();
    private int _sent;
    private int _looks;

    public static TheoryData<QuayException> Lost =>
    [
        new QuayConnectionException("cut"), new QuayTimeoutException("late"), new QuayResponseException("no JSON"),
        Answer(500), Answer(502), Answer(503), Answer(504), Answer(408), Answer(503, "Service Temporarily Unavailable"),
    ];

    public static TheoryData<QuayException> Refused =>
    [
        Answer(400), Answer(401), Answer(403), Answer(404), Answer(409), Answer(429),
        Answer(503, "Repository is in read only or mirror mode: 1"),
        Answer(503, "System is currently read-only. Pulls will succeed but all write operations are currently suspended."),
        new QuayAuthenticationException("no token"),
    ];

    [Fact]
    public async Task An_answer_that_comes_is_the_result()
    {
        Assert.Equal("sent", await SendAsync([null], []));
        Assert.Equal((1, 0), (_sent, _looks));
    }

    [Theory]
    [MemberData(nameof(Lost))]
    public async Task What_happened_although_the_answer_was_lost_is_not_sent_again(QuayException lost)
    {
        Assert.Equal("seen", await SendAsync([lost], [VerifiedWrite<string>.Applied("seen")]));
        Assert.Equal((1, 1), (_sent, _looks));
    }

    [Theory]
    [MemberData(nameof(Lost))]
    public async Task What_did_not_happen_is_sent_again(QuayException lost)
    {
        Assert.Equal("sent", await SendAsync([lost, null], [VerifiedWrite<string>.NotApplied]));
        Assert.Equal((2, 1), (_sent, _looks));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_was_refused_is_neither_looked_at_nor_sent_again(QuayException refused)
    {
        Assert.Same(refused, await Record.ExceptionAsync(() => SendAsync([refused], [])));
        Assert.Equal((1, 0), (_sent, _looks));
    }

    [Fact]
    public async Task A_refusal_of_the_second_is_not_believed_where_the_first_happened_after_all()
    {
        Assert.Equal("seen", await SendAsync(
            [new QuayTimeoutException("late"), Answer(404)], [VerifiedWrite<string>.NotApplied, VerifiedWrite<string>.Applied("seen")]));
        Assert.Equal((2, 2), (_sent, _looks));
    }

    [Fact]
    public async Task A_refusal_of_the_second_is_the_answer_where_nothing_happened()
    {
        QuayException refused = Answer(409);
        Assert.Same(refused, await Record.ExceptionAsync(() => SendAsync(
            [new QuayTimeoutException("late"), refused], [VerifiedWrite<string>.NotApplied, VerifiedWrite<string>.NotApplied])));
        Assert.Equal(2, _sent);
    }

    [Fact]
    public async Task Nothing_comes_between_the_look_and_another_request()
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
    public async Task What_cannot_be_told_is_said_with_what_was_seen()
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
    public async Task A_look_that_fails_leaves_it_unknown()
    {
        var error = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(() => SendAsync([new QuayConnectionException("cut")], []));
        Assert.Contains("blind", error.Message, StringComparison.Ordinal);
        Assert.Equal("cut", error.InnerException!.Message);
    }

    [Fact]
    public async Task It_gives_up_after_the_retries_with_waits_that_double_up_to_the_longest()
    {
        QuayException[] lost = [.. Enumerable.Range(0, 5).Select(number => new QuayConnectionException($"cut {number}"))];
        VerifiedWrite<string>[] looks = [.. Enumerable.Repeat(VerifiedWrite<string>.NotApplied, 5)];
        var error = await Assert.ThrowsAsync<QuayConnectionException>(() => SendAsync(lost, looks));
        Assert.Equal("cut 4", error.Message);
        Assert.Equal([1, 2, 4, 5, 5], _clock.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task Switched_off_it_sends_once_and_leaves_the_rest_to_the_caller()
    {
        var lost = new QuayConnectionException("cut");
        Assert.Same(lost, await Record.ExceptionAsync(() => SendAsync([lost, null], [], recovers: false)));
        Assert.Equal((1, 0), (_sent, _looks));
    }

    private static QuayException Answer(int status, string? detail = null) =>
        new($"{status}") { StatusCode = (HttpStatusCode)status, Detail = detail };

    private Task<string> SendAsync(QuayException?[] outcomes, VerifiedWrite<string>[] looks, bool recovers = true)
    {
        var sender = new LostWriteRecovery(recovers, maxRetries: 4, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), _clock);
        return sender.SendAsync(
            "Moving a tag",
            _ => outcomes[_sent++] is { } fault ? Task.FromException<string>(fault) : Task.FromResult("sent"),
            _ => _looks < looks.Length
                ? Task.FromResult(looks[_looks++])
                : Task.FromException<VerifiedWrite<string>>(new QuayConnectionException("blind")),
            CancellationToken.None);
    }
}
