namespace Quay.Client;

/// <summary>
/// Chooses the page to request next. Usually it is the one that begins with the last entry read. If changes moved that entry to another
/// page, it searches before or after it, first in small steps and then in larger ones.
/// </summary>
internal sealed class PageSearch(int read, int pageSize)
{
    private const int FirstStep = 8;
    private const int LongestStep = 1 << 20;

    // The last entry read seems to be at an offset from _low to below _high.
    private int _low;
    private int _high = int.MaxValue;
    private int _step = FirstStep;
    private int? _start;

    // Gets the number of entries of the list up to the last one read, as the last page that joined showed it.
    public int Read { get; private set; } = read;

    // Gets whether no page was tried yet since the last one that joined.
    public bool IsFirstAttempt { get; private set; } = true;

    // Returns the page to request, which repeats entries that were read.
    public PageRange Next(int overlap) => Read == 0 ? new PageRange(1, pageSize)
        : _start is { } place ? PageRange.From(place, place + 1, PageRange.MaxLimit)
        : PageRange.From(Math.Max(0, Read - overlap), Read, pageSize);

    public void Joined(int read) => (Read, IsFirstAttempt, _low, _high, _step, _start) = (read, true, 0, int.MaxValue, FirstStep, null);

    // Continues before a page that began too late.
    public void StepBack(PageRange page)
    {
        _high = page.Start;
        if (_low > _high)
        {
            (_low, _step) = (0, FirstStep);
        }

        Continue(_low > 0 ? Middle : _high - _step);
    }

    // Continues after a page that ended too early.
    public void StepForward(PageRange page, int count)
    {
        _low = page.Offset + count;
        if (_low > _high)
        {
            (_high, _step) = (int.MaxValue, FirstStep);
        }

        Continue(_high < int.MaxValue ? Middle : _low - 1 + (IsFirstAttempt ? 0 : _step));
    }

    // The entry before _low is a newer one, so a page that begins with it cannot begin too late.
    private int Middle => _low - 1 + ((_high - _low) / 2);

    private void Continue(int start)
    {
        _start = Math.Max(0, start);
        _step = Math.Min(_step * 2, LongestStep);
        IsFirstAttempt = false;
    }
}
