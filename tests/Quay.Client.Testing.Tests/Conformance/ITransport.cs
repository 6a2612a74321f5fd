namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>A way to a fake.</summary>
internal interface ITransport : IAsyncDisposable
{
    /// <summary>Sends a request as it was recorded, its <c>Host</c> header included, and gives the response.</summary>
    Task<RawResponse> SendAsync(FakeRequest request);
}
