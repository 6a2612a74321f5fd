namespace Quay.Client;

/// <summary>
/// A filter on the names of tags, as Quay's <c>filter_tag_name</c> has it (from Quay 3.9 on). An older server ignores it and some newer ones take
/// <c>%</c> and <c>_</c> for wildcards, so the client looks at each row again: both characters stand for themselves everywhere.
/// </summary>
public sealed record TagNameFilter
{
    // No tag is longer, so no longer text can match.
    private const int MaxLength = 128;

    private TagNameFilter(string operation, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        if (text.Length > MaxLength)
        {
            throw new ArgumentException($"A tag has at most {MaxLength} characters; a filter of {text.Length} matches none.", nameof(text));
        }

        if (text.Any(char.IsControl))
        {
            throw new ArgumentException("A filter has no control characters.", nameof(text));
        }

        Operation = operation;
        Text = text;
    }

    /// <summary>Quay's name for the comparison: <c>like</c> or <c>eq</c>.</summary>
    public string Operation { get; }

    /// <summary>The text that names are compared with.</summary>
    public string Text { get; }

    /// <summary>Tags whose name holds a text, in upper or lower case.</summary>
    /// <param name="text">The text: 1 to 128 characters.</param>
    /// <exception cref="ArgumentException"><paramref name="text"/> is null, empty, longer, or has control characters.</exception>
    public static TagNameFilter Like(string text) => new("like", text);

    /// <summary>Tags whose name is a text, letter for letter.</summary>
    /// <param name="text">The text: 1 to 128 characters.</param>
    /// <exception cref="ArgumentException"><paramref name="text"/> is null, empty, longer, or has control characters.</exception>
    public static TagNameFilter Eq(string text) => new("eq", text);

    /// <summary>Whether a name passes the filter.</summary>
    /// <param name="name">The name of a tag.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public bool Matches(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Operation == "eq"
            ? string.Equals(name, Text, StringComparison.Ordinal)
            : name.Contains(Text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The filter in Quay's form, such as <c>like:rc</c>.</summary>
    public override string ToString() => SafeText.Line($"{Operation}:{Text}");

    /// <summary>Gets the value of the query parameter, unchanged.</summary>
    internal string ToParameter() => $"{Operation}:{Text}";
}
