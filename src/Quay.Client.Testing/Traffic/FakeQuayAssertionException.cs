namespace Quay.Client.Testing;

/// <summary>The exception that is thrown when an assertion about a fake fails.</summary>
public sealed class FakeQuayAssertionException(string message) : Exception(message);
