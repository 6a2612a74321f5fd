namespace Quay.Client;

/// <summary>
/// Represents a filter on the names of tags (Quay's <c>filter_tag_name</c>). Because Quay before 3.9 ignores it, and some servers treat
/// <c>%</c> and <c>_</c> as wildcards, the client filters too. Both characters are literals here.
/// </summary>
public sealed record TagNameFilter
{
    // The name of a tag that can be pushed has at most this length.
    private const int MaxLength = 128;

    private TagNameFilter(string operation, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        if (text.Length > MaxLength)
        {
            throw new ArgumentException($"A filter must have at most {MaxLength} characters, not {text.Length}.", nameof(text));
        }

        if (text.Any(char.IsControl))
        {
            throw new ArgumentException("A filter must not contain control characters.", nameof(text));
        }

        Operation = operation;
        Text = text;
    }

    /// <summary>Gets Quay's name for the comparison: <c>like</c> or <c>eq</c>.</summary>
    public string Operation { get; }

    /// <summary>Gets the text that names are compared with.</summary>
    public string Text { get; }

    /// <summary>Creates a filter for names that contain a text, ignoring case.</summary>
    /// <param name="text">The text, from 1 to 128 characters.</param>
    public static TagNameFilter Like(string text) => new("like", text);

    /// <summary>Creates a filter for names that are equal to a text.</summary>
    /// <param name="text">The text, from 1 to 128 characters.</param>
    public static TagNameFilter Eq(string text) => new("eq", text);

    /// <summary>Determines whether a name matches the filter.</summary>
    /// <param name="name">The name of a tag.</param>
    public bool Matches(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Operation == "eq"
            ? string.Equals(name, Text, StringComparison.Ordinal)
            : name.Contains(Text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Returns the filter in Quay's form, such as <c>like:rc</c>.</summary>
    public override string ToString() => SafeLine.Of($"{Operation}:{Text}");

    /// <summary>Returns the value of the query parameter.</summary>
    internal string ToParameter() => $"{Operation}:{Text}";
}
