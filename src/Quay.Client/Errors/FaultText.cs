using Quay.Client.Formatting;

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
        string? words = MessageText.From(fault.Message, token);
        bool isClean = words is not null && IsClean(fault.ToString(), token);
        return new FaultText(words ?? "", isClean ? fault : null);
    }

    private static bool IsClean(string text, string? token) =>
        !Redaction.IsNeeded(token, text) && !text.EnumerateRunes().Any(rune => SafeText.IsInvisible(rune) && rune.Value is not ('\r' or '\n' or '\t'));
}
