namespace QuayTags;

/// <summary>The user gave something that cannot work; nothing was requested.</summary>
internal sealed class UsageException(string message) : Exception(message);
