namespace Quay.Client.Testing;

/// <summary>Ends a call with an error response.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design", "CA1064:Exceptions should be public", Justification = "It never leaves the fake.")]
internal sealed class ErrorResponseException(FakeResponse response) : Exception($"The response is {response.Status}.")
{
    public FakeResponse Response => response;
}
