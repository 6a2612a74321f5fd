namespace QuayTags;

/// <summary>The exception that is thrown when the tool was called with invalid arguments, before it sent a write.</summary>
internal sealed class UsageException(string message) : Exception(message);
