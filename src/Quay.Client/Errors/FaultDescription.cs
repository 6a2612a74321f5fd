namespace Quay.Client;

/// <summary>Describes an exception of .NET or of a handler. Its message may quote unsafe text from the server.</summary>
internal static class FaultDescription
{
    // Returns the clean message or an empty text, and the exception to keep as the inner one, or null if its texts are not clean.
    public static (string Words, Exception? Inner) Of(Exception fault, string? token)
    {
        string? words = SafeText.OneLineUnlessHtml(Redaction.OfLogins(MessageOf(fault)), token);
        bool isClean = words is not null && IsClean(fault.ToString(), token);
        return (words ?? "", isClean ? fault : null);
    }

    // After a connection failure, the innermost exception has the reason. The outer messages only refer to it.
    private static string MessageOf(Exception fault)
    {
        const string Pointer = ", see inner exception.";
        if (fault is not (HttpRequestException or IOException) || fault.InnerException is null)
        {
            return fault.Message;
        }

        var shown = new List<string>();
        foreach (Exception one in ConnectionFault.Chain(fault))
        {
            string message = one.Message.Replace(Pointer, "", StringComparison.Ordinal).TrimEnd('.');

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
