namespace Quay.Client.Testing;

/// <content>Answers that do not come, or not whole.</content>
public sealed partial class Fault
{
    /// <summary>The connection is cut before the status of the answer, and Quay has not seen the request.</summary>
    public static Fault Cut { get; } = new(_ => new FakeResponse { Status = 0, Ending = ResponseEnding.Cut, SentBytes = -1 });

    /// <summary>
    /// Quay does what is asked, and the connection is cut before the status of its answer: the write is done, and the writer cannot know.
    /// </summary>
    public static Fault LostResponse { get; } = Change(response => response with { Ending = ResponseEnding.Cut, SentBytes = -1 });

    /// <summary>Quay does what is asked, and not one byte of its answer ever comes, on a connection that stays open.</summary>
    public static Fault Stall { get; } = Change(response => response with { Ending = ResponseEnding.Stall, SentBytes = -1 });

    /// <summary>Quay does what is asked, and its answer comes later.</summary>
    /// <param name="delay">How much later, by the clock of the fake.</param>
    public static Fault Delay(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return Change(response => response with { Delay = response.Delay + delay });
    }

    /// <summary>
    /// Quay does what is asked, and the connection is cut in the body of its answer. An answer without a body is cut before its status.
    /// </summary>
    /// <param name="afterBytes">How many bytes of the body come, at most all but one; null, the default, for half of them.</param>
    public static Fault CutBody(int? afterBytes = null) => InBody(ResponseEnding.Cut, afterBytes);

    /// <summary>
    /// Quay does what is asked, and in the body of its answer nothing more comes,
    /// on a connection that stays open. An answer without a body never begins.
    /// </summary>
    /// <param name="afterBytes">How many bytes of the body come, at most all but one; null, the default, for half of them.</param>
    public static Fault StallBody(int? afterBytes = null) => InBody(ResponseEnding.Stall, afterBytes);

    private static Fault InBody(ResponseEnding ending, int? afterBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterBytes ?? 0, nameof(afterBytes));
        return new Fault(context =>
        {
            FakeResponse response = context.Forward();
            int length = response.HasBodyFor(context.Request.Method) ? response.Body.Length : 0;
            return response with { Ending = ending, SentBytes = Math.Min(afterBytes ?? length / 2, length - 1) };
        });
    }
}
