namespace Quay.Client.Names;

/// <summary>
/// Quay's rule for the name of a tag, <c>^[\w][\w.-]{0,127}$</c> in ASCII. Quay itself checks it on one route only; on the others a tag with a
/// slash or an empty one reaches the route of a repository, where a DELETE deletes it.
/// </summary>
internal static class TagName
{
    public const int MaxLength = 128;

    public static string Check(string tag, string parameter)
    {
        ArgumentNullException.ThrowIfNull(tag, parameter);
        return BrokenRule(tag) is { } rule
            ? throw new ArgumentException($"{Quoted.Text(tag)} is not the name of a tag: {rule}{Advice(tag)}.", parameter)
            : tag;
    }

    /// <summary>Whether it is one; restoring can make others.</summary>
    public static bool IsName(string tag) => BrokenRule(tag) is null;

    // An image reference; a digest is none.
    private static string Advice(string tag)
    {
        var pasted = PastedReference.Read(tag);
        string? found = ManifestDigest.IsDigest(tag.Trim()) ? null : pasted.Tag ?? (pasted.Repository.Contains('/', StringComparison.Ordinal) ? null : pasted.Repository);
        return found is not null && found != tag && IsName(found) ? $". Write '{found}'" : "";
    }

    private static string? BrokenRule(string tag)
    {
        if (tag.Length == 0)
        {
            return "it is empty";
        }

        if (tag.Length > MaxLength)
        {
            return $"a tag has at most {MaxLength} characters";
        }

        foreach (char c in tag)
        {
            if (!IsWordCharacter(c) && c is not ('.' or '-'))
            {
                return $"{Quoted.Character(c)} is not allowed: only ASCII letters, digits, '_', '.' and '-'";
            }
        }

        return IsWordCharacter(tag[0]) ? null : "it starts with an ASCII letter, a digit or '_'";
    }

    private static bool IsWordCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
