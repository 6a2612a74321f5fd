using System.Threading.RateLimiting;

namespace Quay.Client;

/// <summary>
/// Limits the requests of several clients together, if they use servers behind one rate limit. Set it as
/// <see cref="QuayClientOptions.RateLimiter"/>. Without it, each client has its own limiter. It adapts to the 429 responses of the server:
/// they make the requests of all its clients slower. Thread-safe.
/// </summary>
public sealed class QuayRateLimiter : RateLimiter
{
    private long _acquired;
    private long _refused;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="requestsPerSecond">
    /// The highest rate, from 0.01 to 100,000 requests per second. The default is null: only the server limits the rate.
    /// </param>
    /// <param name="maxConcurrentRequests">The highest number of concurrent requests, at least 1. The default is null, for 8.</param>
    /// <param name="timeProvider">The clock for waits. The default is null, for the system's clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is out of its range.</exception>
    public QuayRateLimiter(double? requestsPerSecond = null, int? maxConcurrentRequests = null, TimeProvider? timeProvider = null)
    {
        if (requestsPerSecond is not null and not (>= RequestLimiter.LowestRate and <= RequestLimiter.HighestRate))
        {
            throw new ArgumentOutOfRangeException(
                nameof(requestsPerSecond), requestsPerSecond, "The rate must be from 0.01 to 100,000 requests per second.");
        }

        if (maxConcurrentRequests < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(maxConcurrentRequests), maxConcurrentRequests, "The number of concurrent requests must be at least 1.");
        }

        Limiter = new RequestLimiter(requestsPerSecond, maxConcurrentRequests, timeProvider ?? TimeProvider.System);
    }

    /// <summary>Gets null: the limiter does not measure how long it is idle.</summary>
    public override TimeSpan? IdleDuration => null;

    internal RequestLimiter Limiter { get; }

    /// <summary>
    /// Gets the number of waiting requests and of free places for concurrent requests. The totals count only the permits that the
    /// application itself acquired.
    /// </summary>
    public override RateLimiterStatistics GetStatistics() => new()
    {
        CurrentAvailablePermits = Limiter.Free,
        CurrentQueuedCount = Limiter.Waiting,
        TotalSuccessfulLeases = Interlocked.Read(ref _acquired),
        TotalFailedLeases = Interlocked.Read(ref _refused),
    };

    /// <inheritdoc/>
    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        ThrowIfSeveral(permitCount);
        return permitCount == 0
            ? new Lease(null, Limiter.Free > 0)
            : Count(new Lease(Limiter, Limiter.TryAcquire(out _)));
    }

    /// <inheritdoc/>
    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        ThrowIfSeveral(permitCount);
        if (permitCount == 0)
        {
            return new Lease(null, isAcquired: true);
        }

        await Limiter.AcquireAsync(RequestPriority.First, TimeSpan.MaxValue, TimeSpan.MaxValue, cancellationToken).ConfigureAwait(false);
        return Count(new Lease(Limiter, isAcquired: true));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Limiter.Dispose();
        }

        base.Dispose(disposing);
    }

    // Several permits at once would have to wait until as many places are free.
    private static void ThrowIfSeveral(int permitCount) => ArgumentOutOfRangeException.ThrowIfGreaterThan(permitCount, 1);

    private Lease Count(Lease lease)
    {
        Interlocked.Increment(ref lease.IsAcquired ? ref _acquired : ref _refused);
        return lease;
    }

    private sealed class Lease(RequestLimiter? limiter, bool isAcquired) : RateLimitLease
    {
        private bool _isReturned = limiter is null || !isAcquired;

        public override bool IsAcquired => isAcquired;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (!Interlocked.Exchange(ref _isReturned, true))
            {
                limiter!.ReturnUnanswered();
            }

            base.Dispose(disposing);
        }
    }
}
