namespace Quay.Client.Testing.Traffic;

/// <summary>The requests were not those that a test expects.</summary>
public sealed class FakeQuayAssertionException(string message) : Exception(message);
