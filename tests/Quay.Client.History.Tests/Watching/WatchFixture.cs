using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests.Watching;

/// <summary>Runs a watch of <c>acme/app</c> or of <c>acme</c> with changes between its polls.</summary>
internal sealed class WatchFixture : IDisposable
{
    private readonly Queue<Action> _changes = new();
    public WatchFixture(Action<QuayClientOptions>? configure = null) => Quay = new TagFixture(configure: options =>
    {
        options.MaxRetries = 0;
        configure?.Invoke(options);
    });

    public TagFixture Quay { get; }

    public FakeRepository App => Quay.App;

    /// <summary>Gets the events in the order of their delivery.</summary>
    public List<TagEvent> Events { get; } = [];

    /// <summary>Gets the polls, and how many requests each of them sent.</summary>
    public List<(WatchPoll Poll, int Requests)> Polls { get; } = [];

    public TagWatch? Watch { get; private set; }

    /// <summary>Gets the events as text: tag and kind.</summary>
    public IEnumerable<string> Lines => Events.Select(happened => $"{happened.Tag} {happened.Kind}");

    /// <summary>Advances the clock so that everything that happened is settled.</summary>
    public void Settle() => Quay.Clock.Advance(TimeSpan.FromSeconds(10));

    /// <summary>Polls once, then once after each change. The last poll ends the watch.</summary>
    public async Task<WatchPosition?> RunAsync(WatchOptions? options = null, string? scope = null, params Action[] changes)
    {
        using var end = new CancellationTokenSource();

        // The watch starts one more wait after it was cancelled.
        bool isEnding = false;
        Array.ForEach(changes, _changes.Enqueue);
        int sent = Quay.Quay.Requests.Count;
        WatchOptions given = options ?? new WatchOptions();
        var all = new WatchOptions
        {
            Interval = given.Interval,
            RereadAfter = given.RereadAfter,
            Pattern = given.Pattern,
            StartAfter = given.StartAfter,
            StartAt = given.StartAt,
            IncludeActors = given.IncludeActors,
            TimeProvider = new JumpingClock(time =>
            {
                if (!Volatile.Read(ref isEnding))
                {
                    Wait(time);
                }
            }),
            Progress = new PollReceiver(poll =>
            {
                Polls.Add((poll, Quay.Quay.Requests.Count - sent));
                sent = Quay.Quay.Requests.Count;
                if (_changes.Count == 0)
                {
                    isEnding = true;
                    end.Cancel();
                }
            }),
        };
        Watch = scope is null ? Quay.History.WatchAsync("acme/app", all) : Quay.History.WatchNamespaceAsync(scope, all);
        try
        {
            await foreach (TagEvent happened in Watch.WithCancellation(end.Token))
            {
                Events.Add(happened);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
        }

        return Watch.Position;
    }

    public void Dispose() => Quay.Dispose();

    private void Wait(TimeSpan time)
    {
        if (_changes.TryDequeue(out Action? change))
        {
            change();
        }

        // The client's rate limiter waits with the same clock, so its pause must be over.
        Quay.Clock.Advance(time + TimeSpan.FromMilliseconds(100));
    }

    private sealed class PollReceiver(Action<WatchPoll> report) : IProgress<WatchPoll>
    {
        public void Report(WatchPoll value) => report(value);
    }
}
