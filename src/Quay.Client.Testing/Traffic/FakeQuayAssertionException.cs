namespace Quay.Client.Testing;

/// <summary>The requests were not those that a test expects.</summary>
public sealed class FakeQuayAssertionException(string message) : Exception(message);
