namespace Quay.Client.Testing;

public sealed partial class Fault
{
    /// <summary>Gets a fault that closes the connection before the response. Quay does not receive the request.</summary>
    public static Fault Cut { get; } = new(_ => new FakeResponse { Status = 0, Ending = ResponseEnding.Cut, SentBytes = -1 });

    /// <summary>
    /// Gets a fault that closes the connection before the response, after Quay processed the request. A write is applied, but the client
    /// cannot know it.
    /// </summary>
    public static Fault LostResponse { get; } = Change(response => response with { Ending = ResponseEnding.Cut, SentBytes = -1 });

    /// <summary>Gets a fault that sends no response and keeps the connection open. Quay processes the request.</summary>
    public static Fault Stall { get; } = Change(response => response with { Ending = ResponseEnding.Stall, SentBytes = -1 });

    /// <summary>Returns a fault that delays the response. Quay processes the request at once.</summary>
    /// <param name="delay">The delay, measured by the clock of the fake.</param>
    public static Fault Delay(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return Change(response => response with { Delay = response.Delay + delay });
    }

    /// <summary>Returns a fault that closes the connection within the body of the response. Quay processes the request.</summary>
    /// <param name="afterBytes">
    /// The number of body bytes to send, less than the whole body. The default, null, sends half of the body.
    /// </param>
    /// <remarks>If the response has no body, nothing is sent.</remarks>
    public static Fault CutBody(int? afterBytes = null) => InBody(ResponseEnding.Cut, afterBytes);

    /// <summary>
    /// Returns a fault that stops within the body of the response and keeps the connection open. Quay processes the request.
    /// </summary>
    /// <param name="afterBytes">
    /// The number of body bytes to send, less than the whole body. The default, null, sends half of the body.
    /// </param>
    /// <remarks>If the response has no body, nothing is sent.</remarks>
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
