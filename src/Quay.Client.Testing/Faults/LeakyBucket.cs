namespace Quay.Client.Testing;

/// <summary>Limits the request rate as nginx does (<c>limit_req</c> with <c>nodelay</c>).</summary>
internal sealed class LeakyBucket(double perSecond, int burst)
{
    private DateTimeOffset? _last;
    private double _excess;

    public bool TryAdd(DateTimeOffset now)
    {
        double excess = _last is { } last ? Math.Max(0, _excess - (perSecond * (now - last).TotalSeconds) + 1) : 0;
        if (excess > burst)
        {
            return false;
        }

        (_last, _excess) = (now, excess);
        return true;
    }
}
