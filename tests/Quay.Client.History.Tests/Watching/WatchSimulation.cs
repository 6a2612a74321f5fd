using System.Globalization;
using System.Runtime.CompilerServices;
using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests.Watching;

/// <summary>
/// Runs a watch of a repository that changes at random between its polls and during them, with errors, collections and restarts.
/// </summary>
internal sealed class WatchSimulation : IDisposable
{
    private static readonly TimeSpan[] Windows =
        [TimeSpan.FromDays(14), TimeSpan.FromDays(14), TimeSpan.FromDays(1), TimeSpan.FromHours(1)];

    private readonly Random _random;
    private readonly TagFixture _fixture;
    private readonly List<string> _images = [];
    private readonly List<TagEvent> _events = [];
    private readonly TimeSpan _interval;
    private readonly TimeSpan _rereadAfter;
    private readonly int _namesLimit;
    private readonly List<string> _log = [];
    private int _waitsLeft;
    private bool _isQuiet;

    // The watch starts one more wait after it was cancelled, so each part has its number.
    private volatile int _part;
    private bool _hasBegun;
    private CancellationTokenSource? _end;

    public WatchSimulation(int seed)
    {
        _random = new Random(seed);
        bool canExpireOld = _random.Next(5) == 0;
        var features = FakeFeatures.All with { MaximumExpiration = canExpireOld ? TimeSpan.FromHours(2) : TimeSpan.FromDays(104 * 7) };
        _fixture = new TagFixture(features, options => options.MaxRetries = 0);
        Truth = new WatchTruth(App);
        App.Namespace.TimeMachine = Windows[_random.Next(Windows.Length)];
        _interval = TimeSpan.FromSeconds(_random.Next(3) switch { 0 => 1, 1 => 10, _ => 60 });
        _rereadAfter = TimeSpan.FromMinutes(_random.Next(1, 61));
        bool isLong = _random.Next(4) == 0;
        _namesLimit = isLong ? 260 : 4;
        for (int i = 0; i < 3; i++)
        {
            _images.Add(App.AddManifest().Digest);
        }

        for (int i = 0; isLong && i < _random.Next(60, 250); i++)
        {
            Pause();
            Change(() => App.Push($"t{i}"));
        }

        for (int i = 0; i < 6; i++)
        {
            Apply();
        }

        Advance(TimeSpan.FromSeconds(20));
    }

    public WatchTruth Truth { get; }

    public IReadOnlyList<TagEvent> Events => _events;

    public FakeRepository App => _fixture.App;

    public int Restarts { get; private set; }

    public int Errors { get; private set; }

    /// <summary>Gets the time up to which the watch knows all events at its end.</summary>
    public DateTimeOffset SettledAt { get; private set; }

    public string Log => string.Join('\n', _log);

    public async Task RunAsync()
    {
        Truth.Start();
        string? json = null;
        for (int part = _random.Next(1, 5); part >= 0; part--)
        {
            bool isLast = part == 0;
            (_waitsLeft, _isQuiet) = (isLast ? 3 : _random.Next(1, 12), isLast);
            if (isLast)
            {
                // The last polls see everything: no errors, and the next full read is due.
                _fixture.Quay.Faults.Clear();
                Advance(_rereadAfter + TimeSpan.FromSeconds(10));
            }

            json = await RunPartAsync(json, breaksAt: isLast || _random.Next(2) == 0 ? int.MaxValue : _random.Next(0, 6));
            Restarts++;
        }
    }

    public void Dispose()
    {
        _end?.Dispose();
        _fixture.Dispose();
    }

    // Runs the watch until a number of waits is over, or until it stops before an event is processed.
    private async Task<string?> RunPartAsync(string? json, int breaksAt)
    {
        _end?.Dispose();
        _end = new CancellationTokenSource();
        int part = _part;
        TagWatch watch = _fixture.History.WatchAsync("acme/app", new WatchOptions
        {
            Interval = _interval,
            RereadAfter = _rereadAfter,
            StartAfter = json is null ? null : WatchPosition.Parse(json),
            TimeProvider = new JumpingClock(time =>
            {
                if (part == _part)
                {
                    Wait(time);
                }
            }),
            Progress = new PollReceiver(this),
        });
        try
        {
            await foreach (TagEvent happened in watch.WithCancellation(_end.Token))
            {
                if (breaksAt-- == 0)
                {
                    _part++;
                    break;
                }

                _log.Add($"      {happened}");
                _events.Add(happened);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
        }

        _log.Add($"restart at {watch.Position}");
        SettledAt = watch.Position?.SettledAt ?? SettledAt;
        return watch.Position?.ToJson();
    }

    private void Wait(TimeSpan time)
    {
        for (int i = _isQuiet ? 0 : _random.Next(0, 4); i > 0; i--)
        {
            Apply();
        }

        Advance(time);
        if (!_isQuiet && _random.Next(25) == 0)
        {
            // An outage, during which the tags change and the collector runs.
            for (int i = _random.Next(1, 6); i > 0; i--)
            {
                Apply();
                Advance(App.Namespace.TimeMachine * _random.NextDouble() * 0.7);
                Change(App.Collect);
            }
        }

        _log.Add($"{_fixture.Now:dd HH:mm:ss.fff} poll");
    }

    private void Ended(WatchPoll poll)
    {
        Errors += poll.Error is null ? 0 : 1;
        if (!_hasBegun && _random.Next(3) == 0)
        {
            _fixture.Quay.Faults.AtRandom(_random.Next(), rate: 0.15, Fault.BadGateway, Fault.Cut, Fault.Html, Fault.TruncatedJson);
        }

        _hasBegun = true;
        if (!_isQuiet && _random.Next(6) == 0)
        {
            _fixture.Quay.Changes.BeforeRequest(_fixture.Quay.Requests.Count + _random.Next(1, 4), () =>
            {
                if (!_isQuiet)
                {
                    Apply();
                }
            });
        }

        // A poll that failed has shown nothing, so the last part goes on.
        if (--_waitsLeft <= 0 && (poll.Position is not null || !_isQuiet))
        {
            _part++;
            _end!.Cancel();
        }
    }

    private void Apply()
    {
        Pause();
        string tag = $"t{_random.Next(_namesLimit)}";
        FakeTagEntry? live = App.FindTag(tag);
        string? image = App.FindManifest(_images[_random.Next(_images.Count)])?.Digest;

        // Entries of one tag and digest that begin in the same second look the same, also to the test.
        image = App.Entries.Any(entry => (entry.Name, entry.Digest) == (tag, image) && _fixture.Now - entry.Start < TimeSpan.FromSeconds(2))
            ? null
            : image;
        bool isFree = live is not { IsImmutable: true };
        switch (_random.Next(15))
        {
            case 0 or 1 or 2 when isFree:
                Change(() => App.Push(tag), tag);
                break;
            case 3 or 4 when isFree && image is not null:
                Change(() => App.Move(tag, image), tag);
                break;
            case 5 when isFree && image is not null:
                Change(() => App.Restore(tag, image), tag);
                break;
            case 6 or 7 when live is not null && isFree:
                Change(() => App.DeleteTag(tag), tag);
                break;
            case 8 when live is not null && isFree:
                Change(() => App.Expire(tag, _fixture.Now.AddMinutes(_random.Next(1, 200))), tag);
                break;
            case 9 when live is not null && isFree:
                Change(() => App.Expire(tag, null), tag);
                break;
            case 10 when live is not null && isFree:
                Change(() => App.DeleteTagPermanently(tag), tag);
                break;
            case 11 when App.Entries is { Count: > 0 } entries:
                FakeTagEntry past = entries[_random.Next(entries.Count)];
                Change(() => RandomHistory.DeletePastPermanently(_fixture, "acme/app", past.Name, past.Digest), past.Name);
                break;
            case 12:
                Change(App.Collect);
                break;
            case 13 when live is { End: null }:
                bool isImmutable = live.IsImmutable;
                Change(() => App.SetImmutable(tag, !isImmutable), tag);
                if (!isImmutable)
                {
                    Truth.Current(tag)!.TimesImmutable++;
                }

                break;
            default:
                Change(() => { });
                break;
        }
    }

    private void Change(Action change, string what = "", [CallerArgumentExpression(nameof(change))] string text = "")
    {
        change();
        Truth.Observe(_fixture.Now);
        _log.Add(string.Create(CultureInfo.InvariantCulture, $"{_fixture.Now:dd HH:mm:ss.fff} {what} {text}"));
    }

    private void Pause() => Advance(_random.Next(4) switch
    {
        0 => TimeSpan.FromMilliseconds(_random.Next(2, 30)),
        1 => TimeSpan.FromMilliseconds(_random.Next(30, 4_000)),
        2 => TimeSpan.FromSeconds(_random.Next(1, 30)),
        _ => TimeSpan.FromMinutes(_random.Next(0, 10)),
    });

    // Advances the clock, and observes the tags each time that one expires.
    private void Advance(TimeSpan time)
    {
        DateTimeOffset target = _fixture.Now + time;
        while (App.Tags.Min(entry => entry.End) is { } end && end <= target)
        {
            _fixture.Clock.SetUtcNow(end > _fixture.Now ? end : _fixture.Now);
            Truth.Observe(end, isExpiry: true);
        }

        _fixture.Clock.SetUtcNow(target > _fixture.Now ? target : _fixture.Now);
    }

    private sealed class PollReceiver(WatchSimulation simulation) : IProgress<WatchPoll>
    {
        public void Report(WatchPoll value) => simulation.Ended(value);
    }
}
