namespace Quay.Client;

/// <summary>
/// Sends a write, and where its answer is lost looks at what became of it before it is sent again: Quay makes a second row of a move that comes twice, and
/// has nothing by which it would know it again.
/// </summary>
/// <param name="recovers">Whether it looks, and sends again what did not happen; otherwise a lost answer is the caller's.</param>
/// <param name="maxRetries">How often a write may be sent again.</param>
/// <param name="retryDelay">The wait before the first of them, doubled for each further one.</param>
/// <param name="maxRetryDelay">The longest wait.</param>
/// <param name="timeProvider">The clock of the waits.</param>
/// <param name="verificationLimit">How long a verification may take with its retries; null for as long as each of its requests may.</param>
/// <param name="lifetime">Ends what is under way; null for never.</param>
internal sealed class WriteSender(
    bool recovers,
    int maxRetries,
    TimeSpan retryDelay,
    TimeSpan maxRetryDelay,
    TimeProvider timeProvider,
    TimeSpan? verificationLimit = null,
    ClientLifetime? lifetime = null)
{
    /// <param name="what">The write, as a message names it: "Moving acme/app:prod to sha256:…".</param>
    /// <param name="send">Sends the request once.</param>
    /// <param name="look">Reads what became of it.</param>
    /// <param name="cancellationToken">Ends it; a request that is under way then may have its effect or not.</param>
    /// <exception cref="QuayOutcomeUnknownException">The answer was lost, and the state does not tell.</exception>
    public async Task<T> SendAsync<T>(
        string what, Func<CancellationToken, Task<T>> send, Func<CancellationToken, Task<Seen<T>>> look, CancellationToken cancellationToken)
    {
        for (int sent = 1; ; sent++)
        {
            QuayException fault;
            try
            {
                return await send(cancellationToken).ConfigureAwait(false);
            }
            catch (QuayException caught) when (recovers && caught is not QuayOutcomeUnknownException && (sent > 1 || MayHaveHappened(caught)))
            {
                // A refusal of the second may come of the first: what was deleted is not found.
                fault = caught;
            }

            // The server may still be at work on it; and nothing is to come between the look and another request.
            await PauseAsync(sent, cancellationToken).ConfigureAwait(false);
            Seen<T> seen = await LookAsync(what, look, fault, cancellationToken).ConfigureAwait(false);
            if (seen.Happened == true)
            {
                return seen.Result!;
            }

            if (seen.Happened is null)
            {
                throw new QuayOutcomeUnknownException($"{what}: the answer was lost, and whether it happened cannot be told: {seen.Words}", fault);
            }

            if (sent > maxRetries || !MayHaveHappened(fault))
            {
                throw fault;
            }
        }
    }

    /// <summary>A wait that doubles.</summary>
    /// <param name="time">Which one it is, from 1.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public async Task PauseAsync(int time, CancellationToken cancellationToken)
    {
        double wait = retryDelay.TotalSeconds * Math.Pow(2, time - 1);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime?.End ?? CancellationToken.None);
        try
        {
            await Task.Delay(wait < maxRetryDelay.TotalSeconds ? TimeSpan.FromSeconds(wait) : maxRetryDelay, timeProvider, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException ended)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw ClientLifetime.Ended("The wait before the verification of a write", ended);
        }
    }

    /// <summary>Makes the requests that verify a write, within a separate time limit. The caller's cancellation stops them.</summary>
    /// <exception cref="QuayTimeoutException">They took too long.</exception>
    public async Task<T> VerifyAsync<T>(Func<CancellationToken, Task<T>> verify, CancellationToken cancellationToken)
    {
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
            throw new QuayTimeoutException(
                string.Create(CultureInfo.InvariantCulture, $"The verification took longer than {verificationLimit?.TotalSeconds:0.###} seconds (AttemptTimeout in the options)."), ended);
        }
    }

    /// <summary>Whether a write may have had its effect although it failed. What Quay itself refused has not, and neither has what its front refused.</summary>
    internal static bool MayHaveHappened(QuayException fault) => fault switch
    {
        QuayConnectionException { WasNeverSent: true } => false,

        // A success that cannot be read is one all the same, if Quay sent it.
        QuayConnectionException or QuayTimeoutException or QuayResponseException => true,
        { StatusCode: HttpStatusCode.RequestTimeout } => true,
        { StatusCode: >= HttpStatusCode.InternalServerError } => !QuaySentences.AreRefusalOfWrite(fault),
        _ => false,
    };

    private async Task<Seen<T>> LookAsync<T>(
        string what, Func<CancellationToken, Task<Seen<T>>> look, QuayException lost, CancellationToken cancellationToken)
    {
        try
        {
            return await VerifyAsync(look, cancellationToken).ConfigureAwait(false);
        }
        catch (QuayException blind)
        {
            throw new QuayOutcomeUnknownException(
                $"{what}: the answer was lost, and so was the look at whether it happened: {blind.Message}", lost);
        }
    }
}
