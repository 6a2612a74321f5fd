namespace Quay.Client;

/// <summary>
/// Sends writes. If a response is lost, it verifies whether the write was applied, and resends the write only if it was not. Quay would
/// apply a repeated move twice: requests have no id that identifies a repeat.
/// </summary>
internal sealed class LostWriteRecovery(
    bool recovers,
    int maxRetries,
    TimeSpan retryDelay,
    TimeSpan maxRetryDelay,
    TimeProvider timeProvider,
    TimeSpan? verificationLimit = null,
    ClientLifetime? lifetime = null,
    ClientDiagnostics? diagnostics = null)
{
    public async Task<T> SendAsync<T>(
        string what,
        Func<CancellationToken, Task<T>> send,
        Func<CancellationToken, Task<VerifiedWrite<T>>> verify,
        CancellationToken cancellationToken)
    {
        // The state was read before the write, so the write must not wait behind requests of other calls.
        RequestOrigin.MarkStarted();
        for (int sent = 1; ; sent++)
        {
            QuayException fault;
            try
            {
                return await send(cancellationToken).ConfigureAwait(false);
            }
            catch (QuayException caught) when (
                recovers && caught is not QuayOutcomeUnknownException && (sent > 1 || MayHaveHappened(caught)))
            {
                // An earlier request may have caused this refusal: for example, a tag that it deleted is not found.
                fault = caught;
            }

            VerifiedWrite<T> verified = await VerifyLostAsync(what, sent, verify, fault, cancellationToken).ConfigureAwait(false);
            switch (verified.Outcome)
            {
                case WriteOutcome.Applied:
                    diagnostics?.WriteRecovered(what, ReasonOf(fault));
                    return verified.Result!;
                case WriteOutcome.Unknown:
                    throw OutcomeUnknown(
                        $"{what}: the response was lost, and the client could not determine whether the write was applied: "
                        + verified.Reason,
                        fault);
                default:
                    if (!MayHaveHappened(fault))
                    {
                        throw fault;
                    }

                    diagnostics?.WriteNotApplied(what, ReasonOf(fault), isResent: sent <= maxRetries);
                    if (sent > maxRetries)
                    {
                        throw fault;
                    }

                    break;
            }
        }
    }

    // Creates the exception about a write whose outcome is unknown. Reports it too, because a caller can swallow the exception, unless the
    // cause was reported already.
    public QuayOutcomeUnknownException OutcomeUnknown(string message, QuayException? cause = null)
    {
        var unknown = new QuayOutcomeUnknownException(message, cause);
        if (cause is not QuayOutcomeUnknownException)
        {
            diagnostics?.WriteOutcomeUnknown(unknown.Message);
        }

        return unknown;
    }

    // Creates the exception about a verification that was cancelled, or that the disposal of the client ended, and reports that the outcome
    // of the write is unknown.
    public Exception Interrupted(string message, Exception interruption, CancellationToken cancellationToken)
    {
        diagnostics?.WriteOutcomeUnknown(message);
        return interruption is ObjectDisposedException
            ? new ObjectDisposedException(message, interruption)
            : new OperationCanceledException(message, interruption, cancellationToken);
    }

    // Waits before a verification, twice as long each time.
    public async Task PauseAsync(int attempt, CancellationToken cancellationToken)
    {
        double seconds = retryDelay.TotalSeconds * Math.Pow(2, attempt - 1);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime?.End ?? CancellationToken.None);
        try
        {
            TimeSpan wait = seconds < maxRetryDelay.TotalSeconds ? TimeSpan.FromSeconds(seconds) : maxRetryDelay;
            await Task.Delay(wait, timeProvider, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException ended)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw ClientLifetime.Ended("The wait before the verification of a write", ended);
        }
    }

    // Verifies a write within a separate time limit. The caller can cancel it.
    public async Task<T> VerifyAsync<T>(Func<CancellationToken, Task<T>> verify, CancellationToken cancellationToken)
    {
        RequestOrigin.MarkStarted();
        using var limit = new CancellationTokenSource(Timeout.InfiniteTimeSpan, timeProvider);
        limit.CancelAfter(verificationLimit ?? Timeout.InfiniteTimeSpan);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await verify(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException ended) when (either.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string limitText = verificationLimit?.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) ?? "";
            throw new QuayTimeoutException(
                $"The verification took longer than {limitText} seconds (Timeout in the options).", ended);
        }
    }

    // Determines whether a failed write may have been applied. A write that Quay or its front refused was not applied.
    internal static bool MayHaveHappened(QuayException fault) => fault switch
    {
        QuayConnectionException { WasNeverSent: true } or QuayTimeoutException { WasRefused: true } => false,

        // An unreadable response with a success status may be a success.
        QuayConnectionException or QuayTimeoutException or QuayResponseException => true,
        { StatusCode: HttpStatusCode.RequestTimeout } => true,
        { StatusCode: >= HttpStatusCode.InternalServerError } => !QuaySentences.AreRefusalOfWrite(fault),
        _ => false,
    };

    // Describes why the response does not show the outcome.
    private static string ReasonOf(QuayException fault) => fault switch
    {
        QuayResponseException => "the response could not be read",
        QuayTimeoutException => "no response arrived in time",
        QuayConnectionException => "the connection was lost",
        { StatusCode: { } status } => $"the response was {(int)status}",
        _ => "the request failed",
    };

    private async Task<VerifiedWrite<T>> VerifyLostAsync<T>(
        string what,
        int sent,
        Func<CancellationToken, Task<VerifiedWrite<T>>> verify,
        QuayException lost,
        CancellationToken cancellationToken)
    {
        try
        {
            // The server may still be processing the request. The wait comes first, so that a resend follows its verification at once.
            await PauseAsync(sent, cancellationToken).ConfigureAwait(false);
            return await VerifyAsync(verify, cancellationToken).ConfigureAwait(false);
        }
        catch (QuayException fault)
        {
            throw OutcomeUnknown($"{what}: the response was lost, and the verification failed: {fault.Message}", lost);
        }
        catch (OperationCanceledException cancelled) when (cancellationToken.IsCancellationRequested)
        {
            throw Interrupted($"{what}: the response was lost, and the verification was cancelled.", cancelled, cancellationToken);
        }
        catch (ObjectDisposedException closed)
        {
            throw Interrupted(
                $"{what}: the response was lost, and the QuayClient was disposed before the verification ended.",
                closed,
                cancellationToken);
        }
    }
}
