namespace Quay.Client;

/// <summary>
/// What an exception from below says, fit for a message. Such texts quote what the server sent (the status line, names in the JSON), so they are no
/// safer than that.
/// </summary>
/// <param name="Words">Its message, clean and without the token; empty when nothing of it can be shown.</param>
/// <param name="Inner">The exception itself, to be kept as the inner one; null when its own texts are not clean.</param>
internal readonly record struct FaultDescription(string Words, Exception? Inner)
{
    public static FaultDescription Of(Exception fault, string? token)
    {
        string? words = MessageText.From(Redaction.OfLogins(Said(fault)), token);
        bool isClean = words is not null && IsClean(fault.ToString(), token);
        return new FaultDescription(words ?? "", isClean ? fault : null);
    }

    // For a connection failure, the innermost exception has the reason, and the outer messages only refer to it.
    private static string Said(Exception fault)
    {
        const string Pointer = ", see inner exception.";
        if (fault is not (HttpRequestException or IOException) || fault.InnerException is null)
        {
            return fault.Message;
        }

        var shown = new List<string>();
        foreach (Exception one in ConnectionFault.Chain(fault))
        {
            string message = one.Message.EndsWith(Pointer, StringComparison.Ordinal) ? one.Message[..^Pointer.Length] : one.Message.TrimEnd('.');

            // .NET repeats the inner message in the outer one.
            if (!shown.Exists(outer => outer.Contains(message, StringComparison.Ordinal)))
            {
                shown.Add(message);
            }
        }

        return string.Join(": ", shown);
    }

    private static bool IsClean(string text, string? token) =>
        !Redaction.IsNeeded(token, text)
        && Redaction.OfLogins(text) == text
        && !text.EnumerateRunes().Any(rune => SafeText.IsInvisible(rune) && rune.Value is not ('\r' or '\n' or '\t'));
}
