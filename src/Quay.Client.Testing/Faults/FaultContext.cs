namespace Quay.Client.Testing;

/// <summary>Provides a custom fault with the request and its circumstances.</summary>
public sealed record FaultContext
{
    /// <summary>Gets the request.</summary>
    public required FakeRequest Request { get; init; }

    /// <summary>Gets the last response that was sent completely; null if there is none.</summary>
    public FakeResponse? Previous { get; init; }

    /// <summary>Gets the current time of the fake's clock, in UTC.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>
    /// Gets a function that forwards the request to Quay and returns its response. Each call processes the request again.
    /// </summary>
    public required Func<FakeResponse> Forward { get; init; }
}
