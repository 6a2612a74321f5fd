namespace Quay.Client;

/// <summary>Represents the permission to send one request, or its refusal. A permission must be returned to the limiter.</summary>
/// <param name="Round">The number of the limiter's decreases before the request was sent.</param>
/// <param name="IsQueued">Whether the request had to wait.</param>
/// <param name="IsRefused">Whether the server's pause is longer than the request can wait.</param>
internal readonly record struct RequestPermit(int Round, bool IsQueued, bool IsRefused = false)
{
    public static RequestPermit Refused { get; } = new(0, true, IsRefused: true);
}
