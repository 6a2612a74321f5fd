using System.Net;
using Quay.Client.Errors;

namespace Quay.Client.Writes;

/// <summary>
/// Sends a write, and where its answer is lost looks at what became of it before it is sent again: Quay makes a second row of a move that comes twice, and
/// has nothing by which it would know it again.
/// </summary>
/// <param name="recovers">Whether it looks, and sends again what did not happen; otherwise a lost answer is the caller's.</param>
/// <param name="maxRetries">How often a write may be sent again.</param>
/// <param name="retryDelay">The wait before the first of them, doubled for each further one.</param>
/// <param name="maxRetryDelay">The longest wait.</param>
/// <param name="timeProvider">The clock of the waits.</param>
internal sealed class WriteSender(bool recovers, int maxRetries, TimeSpan retryDelay, TimeSpan maxRetryDelay, TimeProvider timeProvider)
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
            QuayException lost;
            try
            {
                return await send(cancellationToken).ConfigureAwait(false);
            }
            catch (QuayException fault) when (recovers && MayHaveHappened(fault))
            {
                lost = fault;
            }

            Seen<T> seen = await LookAsync(what, look, lost, cancellationToken).ConfigureAwait(false);
            if (seen.Happened == true)
            {
                return seen.Result!;
            }

            if (seen.Happened is null)
            {
                throw new QuayOutcomeUnknownException($"{what}: the answer was lost, and whether it happened cannot be told: {seen.Words}", lost);
            }

            if (sent > maxRetries)
            {
                throw lost;
            }

            await Task.Delay(Wait(sent), timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether a write may have had its effect although it failed. What Quay itself refused has not, and neither has what its front refused.</summary>
    internal static bool MayHaveHappened(QuayException fault) => fault switch
    {
        QuayConnectionException or QuayTimeoutException => true,
        { StatusCode: HttpStatusCode.RequestTimeout } => true,
        { StatusCode: >= HttpStatusCode.InternalServerError } => !ErrorAnswer.IsRefusal(fault),
        _ => false,
    };

    private static async Task<Seen<T>> LookAsync<T>(
        string what, Func<CancellationToken, Task<Seen<T>>> look, QuayException lost, CancellationToken cancellationToken)
    {
        try
        {
            return await look(cancellationToken).ConfigureAwait(false);
        }
        catch (QuayException blind)
        {
            throw new QuayOutcomeUnknownException(
                $"{what}: the answer was lost, and so was the look at whether it happened: {blind.Message}", lost);
        }
    }

    private TimeSpan Wait(int sent)
    {
        double wait = retryDelay.TotalSeconds * Math.Pow(2, sent - 1);
        return wait < maxRetryDelay.TotalSeconds ? TimeSpan.FromSeconds(wait) : maxRetryDelay;
    }
}
