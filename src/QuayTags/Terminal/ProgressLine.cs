using System.Globalization;

namespace QuayTags;

/// <summary>
/// Shows what a command is doing in one line of the terminal, if it takes longer than a second. The line has the number of requests, their
/// rate, and an estimate if the share of the work that is done is known.
/// </summary>
internal sealed class ProgressLine : IDisposable
{
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly StatusLine _line;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private string _text = "Waiting for Quay…";
    private double? _share;
    private long _last;
    private TimeSpan _worked;
    private int _requests;
    private bool _isEnded;

    private ProgressLine(StatusLine line, TimeProvider clock)
    {
        (_line, _clock, _last) = (line, clock, clock.GetTimestamp());
        _timer = clock.CreateTimer(_ => Draw(), state: null, Interval, Interval);
    }

    /// <summary>Creates the line of a command; null if standard error is not a terminal, or with <c>--quiet</c>.</summary>
    public static ProgressLine? Create(ToolContext context) =>
        context is { StatusLine: { } line, IsQuiet: false } ? new ProgressLine(line, context.ClientOptions.TimeProvider) : null;

    /// <summary>Reports that a history is read until the task completes, and returns its result.</summary>
    public static Task<T> ReadAsync<T>(Task<T> reading, ToolContext context)
    {
        context.Progress?.Report("Reading the history…");
        return reading;
    }

    /// <summary>Reports what the command is doing.</summary>
    /// <param name="text">One line, such as "Read 3 repositories…".</param>
    /// <param name="share">The share of the work that is done, from 0 to 1; null if it is unknown.</param>
    public void Report(string text, double? share = null)
    {
        lock (_gate)
        {
            (_text, _share) = (VisibleText.Of(text), share);
        }
    }

    public void CountRequest() => Interlocked.Increment(ref _requests);

    /// <summary>Clears the line, and shows it no more.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isEnded = true;
        }

        _timer.Dispose();
        _line.Clear();
    }

    private void Draw()
    {
        lock (_gate)
        {
            // A command without requests, such as serve, has nothing to wait for.
            long now = _clock.GetTimestamp();
            _worked += _line.IsReading ? TimeSpan.Zero : _clock.GetElapsedTime(_last, now);
            _last = now;
            if (!_isEnded && _worked >= Delay && _requests > 0)
            {
                _line.Draw(Text(_worked));
            }
        }
    }

    private string Text(TimeSpan elapsed)
    {
        string rate = string.Create(CultureInfo.InvariantCulture, $"{_requests / elapsed.TotalSeconds:0.0}/s");
        string left = _share is > 0 and < 1 and var share ? $", about {Short(elapsed * ((1 - share) / share))} left" : "";
        return $"{_text} {_requests} {(_requests == 1 ? "request" : "requests")}, {rate}{left}";
    }

    private static string Short(TimeSpan time) => string.Create(
        CultureInfo.InvariantCulture, $"{(time.TotalSeconds < 90 ? $"{time.TotalSeconds:0} s" : $"{time.TotalMinutes:0} min")}");
}
