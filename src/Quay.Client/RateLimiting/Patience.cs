namespace Quay.Client;

/// <summary>Specifies which pauses of the server a call waits for.</summary>
/// <param name="LongestPause">The longest pause, in seconds.</param>
/// <param name="Deadline">The end of the call, in seconds of the limiter's clock.</param>
internal readonly record struct Patience(double LongestPause, double Deadline)
{
    public bool Covers(double pauseEnd, double now) => pauseEnd <= now || (pauseEnd - now <= LongestPause && pauseEnd <= Deadline);
}
