namespace QuayTags;

/// <summary>Explains where the token of each server comes from, for the message about a token that Quay does not accept.</summary>
internal sealed class TokenHints
{
    private readonly List<(Uri Url, string Sentence)> _hints = [];

    /// <param name="url">The URL of the server.</param>
    /// <param name="source">Where the token comes from; null without a token.</param>
    /// <param name="remedy">What sets a token, such as "set QUAY_TOKEN".</param>
    public void Add(Uri url, string? source, string remedy) =>
        _hints.Add((url, source is null ? $"No token is set: {remedy}." : $"The source of the token: {source}."));

    /// <summary>Gets a message with the hint of its server; with all hints if it names no server.</summary>
    public string AddTo(string message)
    {
        (Uri Url, string Sentence)[] named = [.. _hints.Where(hint => message.Contains(hint.Url.AbsoluteUri, StringComparison.Ordinal))];
        return string.Join(' ', (named.Length > 0 ? named : [.. _hints]).Select(hint => hint.Sentence).Prepend(message));
    }
}
