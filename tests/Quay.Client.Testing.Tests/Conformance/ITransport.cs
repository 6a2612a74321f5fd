namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>Sends requests to a fake.</summary>
internal interface ITransport : IAsyncDisposable
{
    /// <summary>Sends a recorded request, including its <c>Host</c> header, and returns the response.</summary>
    Task<RawResponse> SendAsync(FakeRequest request);
}
