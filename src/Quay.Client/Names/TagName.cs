using System.Text;

namespace Quay.Client;

/// <summary>
/// Validates names of tags. Quay's rule is <c>^[\w][\w.-]{0,127}$</c> in ASCII. Quay checks it only for PUT: a restoration can create any other
/// name. On the other routes an empty name, or one with a slash, reaches the route of a repository, where a DELETE deletes it.
/// </summary>
internal static class TagName
{
    public const int MaxLength = 128;

    // The length of Quay's database column.
    private const int MaxHeldLength = 255;

    /// <summary>Validates a name for operations that move, create or change a tag.</summary>
    /// <exception cref="ArgumentException">The name breaks Quay's rule.</exception>
    public static string Check(string tag, string parameter) => Checked(tag, parameter, BrokenRule, advisesOthers: true);

    /// <summary>Validates a name for the path of a request. Quay restores and deletes such a tag even if the name breaks Quay's rule.</summary>
    /// <exception cref="ArgumentException">Quay, or a proxy before it, could interpret the path as another one.</exception>
    public static string CheckInPath(string tag, string parameter) => Checked(tag, parameter, BrokenPathRule, advisesOthers: false);

    /// <summary>Validates a name for the query of a request, where no name is ambiguous.</summary>
    /// <exception cref="ArgumentException">No tag has the name.</exception>
    public static string CheckReadable(string tag, string parameter) => Checked(tag, parameter, BrokenTextRule, advisesOthers: false);

    /// <summary>Determines whether a name follows Quay's rule. A restoration can create others.</summary>
    public static bool IsName(string tag) => BrokenRule(tag) is null;

    // An image reference; a digest is not one.
    private static string Advice(string tag)
    {
        var pasted = PastedReference.Read(tag);
        if (ManifestDigest.IsDigest(tag.Trim()) || (pasted.Digest is { } digest && !ManifestDigest.IsDigest(digest)))
        {
            return "";
        }

        string? found = pasted.Tag ?? (pasted.Repository.Contains('/', StringComparison.Ordinal) ? null : pasted.Repository);
        return found is not null && found != tag && IsName(found) ? $". Write '{found}'" : "";
    }

    public static bool IsReadable(string tag) => BrokenTextRule(tag) is null;

    /// <summary>Returns why a name cannot be sent in the path of a request; null if it can.</summary>
    public static string? BrokenPathRule(string tag)
    {
        if (BrokenTextRule(tag) is { } rule)
        {
            return rule;
        }

        if (tag is "." or "..")
        {
            return "'.' and '..' change the path";
        }

        if (tag.FirstOrDefault(c => char.IsControl(c) || c == '\\') is var forbidden and not '\0')
        {
            return $"proxies change or reject {Quoted.Character(forbidden)}";
        }

        // A server that decodes the path twice would see another name, perhaps with a slash.
        return Uri.UnescapeDataString(tag) != tag ? "a proxy could decode its '%'" : null;
    }

    /// <summary>Formats a tag for a message: with its repository, and quoted if only a restoration can create the name.</summary>
    public static string In(string repository, string tag) => $"{repository}:{(IsName(tag) ? tag : Quoted.Text(tag))}";

    private static string Checked(string tag, string parameter, Func<string, string?> brokenRule, bool advisesOthers)
    {
        ArgumentNullException.ThrowIfNull(tag, parameter);
        if (brokenRule(tag) is not { } rule)
        {
            return tag;
        }

        string advice = Advice(tag) is { Length: > 0 } pasted ? pasted
            : advisesOthers && BrokenPathRule(tag) is null ? ". If a restoration created the tag, it can be read, restored and deleted, but Quay does not move or change it"
            : "";
        throw new ArgumentException($"{Quoted.Text(tag)} is not the name of a tag: {rule}{advice}.", parameter);
    }

    private static string? BrokenTextRule(string tag)
    {
        int length = 0;
        foreach (Rune rune in tag.EnumerateRunes())
        {
            length++;
            if (rune.Value is '/' or '\0' || (rune == Rune.ReplacementChar && !tag.Contains('\uFFFD', StringComparison.Ordinal)))
            {
                return $"{(rune.Value == '/' ? "'/'" : "a character that Quay cannot hold")} is not allowed";
            }
        }

        return length == 0 ? "it is empty"
            : length > MaxHeldLength ? $"Quay holds at most {MaxHeldLength} characters"
            : null;
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
