using System.Text.Json;

namespace Quay.Client.Errors;

/// <summary>
/// What an exception from below says, fit for a message. Such texts quote what the server sent (the status line, names in the JSON), so they are no
/// safer than that.
/// </summary>
/// <param name="Words">Its message, clean and without the token; empty when nothing of it can be shown.</param>
/// <param name="Inner">The exception itself, to be kept as the inner one; null when its own texts are not clean.</param>
internal readonly record struct FaultText(string Words, Exception? Inner)
{
    public static FaultText Of(Exception fault, string? token)
    {
        string said = fault.Message + Place(fault);
        string? words = MessageText.From(Redaction.Of(token, said));
        bool isClean = words is not null && IsClean(said, token) && IsClean(fault.ToString(), token);
        return new FaultText(words ?? "", isClean ? fault : null);
    }

    // The serializer's own messages hold the place in the JSON, those of a converter do not.
    private static string Place(Exception fault) =>
        fault is JsonException { Path: { } path } && !fault.Message.Contains("Path: ", StringComparison.Ordinal) ? $" At {path}." : "";

    private static bool IsClean(string text, string? token) =>
        (string.IsNullOrEmpty(token) || !text.Contains(token, StringComparison.Ordinal))
        && !text.Any(c => char.IsControl(c) && c is not ('\r' or '\n' or '\t'));
}
