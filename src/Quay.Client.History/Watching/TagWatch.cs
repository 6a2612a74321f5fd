using System.Threading.Channels;

namespace Quay.Client.History;

/// <summary>
/// Reports what happens to tags, as it happens. Enumerate it with <c>await foreach</c>; the enumeration ends only with an exception or by
/// cancellation. A later enumeration continues where the last one ended. Only one enumeration can run at a time.
/// </summary>
public sealed class TagWatch : IAsyncEnumerable<TagEvent>
{
    private readonly IWatchSource _source;
    private readonly WatchOptions _options;
    private readonly PollDelay _delay;
    private readonly CancellationToken _cancellationToken;
    private readonly Channel<bool> _wakes =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private volatile Progress _reached;
    private int _isRunning;

    internal TagWatch(IWatchSource source, WatchState state, WatchOptions options, CancellationToken cancellationToken)
    {
        (_source, _reached, _options, _cancellationToken) = (source, Progress.Of(state), options, cancellationToken);
        _delay = new PollDelay(options.Interval, options.TimeProvider ?? TimeProvider.System);
    }

    /// <summary>
    /// Gets the position after the last event that was delivered; null at first, unless the watch resumes. An event counts as delivered
    /// when the next one is requested.
    /// </summary>
    public WatchPosition? Position =>
        _reached.ToState() is { Repositories: { Count: 0 }, ListedAt: null } ? null : new WatchPosition(_reached.ToState());

    /// <summary>
    /// Makes the watch poll in about five seconds, when a change made now is settled. Call it when Quay sends a notification
    /// (<see cref="RepositoryPushNotification"/>). After a failed poll, the delay is not shortened. Thread-safe.
    /// </summary>
    public void Wake() => _wakes.Writer.TryWrite(true);

    /// <summary>Enumerates the events in their order. It polls until it is cancelled, or until an exception ends it.</summary>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <exception cref="InvalidOperationException">Another enumeration is running.</exception>
    public async IAsyncEnumerator<TagEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _isRunning, 1) != 0)
        {
            throw new InvalidOperationException("The watch is already being enumerated. Create another one.");
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken, cancellationToken);
        try
        {
            bool isWoken = false;
            bool isResumed = _reached.Delivered < _reached.Events.Length;
            int failures = 0;
            while (true)
            {
                QuayException? error = isResumed ? null : await PollAsync(isWoken, stop.Token).ConfigureAwait(false);
                int first = _reached.Delivered;
                while (_reached.Delivered < _reached.Events.Length)
                {
                    yield return _reached.Events[_reached.Delivered];
                    _reached = _reached with { Delivered = _reached.Delivered + 1 };
                }

                if (isResumed)
                {
                    isResumed = false;
                    continue;
                }

                failures = error is null ? 0 : failures + 1;
                TimeSpan delay = _delay.After(failures, error?.RetryAfter);
                _options.Progress?.Report(new WatchPoll
                {
                    Position = Position,
                    RepositoryCount = _reached.State.Repositories.Count,
                    EventCount = _reached.Events.Length - first,
                    Error = error,
                    NextPollIn = delay,
                });

                // A wake does not shorten the pause that a server needs.
                ChannelReader<bool>? wakes = error is null ? _wakes.Reader : null;
                isWoken = await _delay.WaitAsync(delay, wakes, stop.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            Volatile.Write(ref _isRunning, 0);
        }
    }

    /// <summary>Returns what is watched, and the time (UTC) up to which all events are known, on one line.</summary>
    public override string ToString() => new WatchPosition(_reached.ToState()).ToString();

    // Adds the new events to those that are pending, and returns the error that the watch survives.
    private async Task<QuayException?> PollAsync(bool isWoken, CancellationToken cancellationToken)
    {
        WatchState before = _reached.ToState();
        try
        {
            WatchPollResult poll = await _source.PollAsync(before, isWoken, cancellationToken).ConfigureAwait(false);
            _reached = Progress.Of(poll.After with { Pending = [.. before.Pending, .. poll.Events] });
            return poll.Error;
        }
        catch (QuayException error) when (TransientErrors.Includes(error))
        {
            return error;
        }
    }

    // Holds the events of a poll as an array, because a position for each of them must not copy the rest.
    private sealed record Progress(WatchState State, TagEvent[] Events, int Delivered)
    {
        public static Progress Of(WatchState state) => new(state, [.. state.Pending], 0);

        public WatchState ToState() => State with { Pending = new ArraySegment<TagEvent>(Events)[Delivered..] };
    }
}
