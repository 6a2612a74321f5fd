namespace QuayTags;

/// <summary>The exception that is thrown when the tool was called with invalid arguments, before it sent a write.</summary>
/// <param name="message">The message for the user.</param>
/// <param name="isInFile">Whether the error is in the content of a file, so that the usage of the command does not help.</param>
internal sealed class UsageException(string message, bool isInFile = false) : Exception(message)
{
    public bool IsInFile => isInFile;
}
