using System.Threading.Channels;

namespace Quay.Client.History;

/// <summary>Determines how long a watch waits between two polls, and waits.</summary>
internal sealed class PollDelay(TimeSpan interval, TimeProvider timeProvider)
{
    private const double Jitter = 0.1;

    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    public TimeSpan After(int failures, TimeSpan? retryAfter)
    {
        TimeSpan longest = interval > LongestBackOff ? interval : LongestBackOff;
        TimeSpan backOff = interval * Math.Pow(2, Math.Min(failures, 20));
        TimeSpan delay = (backOff < longest ? backOff : longest) * Varied();
        TimeSpan? requested = retryAfter > LongestRetryAfter ? LongestRetryAfter : retryAfter;
        return requested > delay ? requested.Value : delay;
    }

    // Waits for the delay, or for a wake and the settling time after it. Returns whether the watch was woken.
    public async Task<bool> WaitAsync(TimeSpan delay, ChannelReader<bool>? wakes, CancellationToken cancellationToken)
    {
        if (wakes is null)
        {
            await Task.Delay(delay, timeProvider, cancellationToken).ConfigureAwait(false);
            return false;
        }

        using var elapsed = new CancellationTokenSource(delay, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(elapsed.Token, cancellationToken);
        try
        {
            await wakes.ReadAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        await Task.Delay(Settling.Delay + TimeSpan.FromSeconds(1), timeProvider, cancellationToken).ConfigureAwait(false);
        return true;
    }

#pragma warning disable CA5394 // The numbers protect no secret.
    private static double Varied() => 1 - Jitter + (2 * Jitter * Random.Shared.NextDouble());
#pragma warning restore CA5394
}
