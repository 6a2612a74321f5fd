using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Quay.Client;

/// <summary>
/// Represents the name of a tag. Strings convert implicitly, as with <see cref="Parse"/>. A name that Quay cannot store is rejected: for
/// example, if it is empty, contains a slash or has more than 255 characters.
/// </summary>
/// <remarks>
/// A name that can be pushed (<see cref="CanBePushed"/>) has at most 128 characters. They are ASCII letters, digits, <c>_</c>, <c>.</c> and
/// <c>-</c>, and the first is neither <c>.</c> nor <c>-</c>. A restoration can create tags with other names. Quay reads, restores and
/// deletes such tags; operations that move or change a tag reject them.
/// </remarks>
[JsonConverter(typeof(ParsableConverter<TagName>))]
public readonly record struct TagName : IParsable<TagName>
{
    internal const int MaxLength = 128;

    // The length of Quay's database column.
    private const int MaxHeldLength = 255;

    private readonly string? _name;

    private TagName(string name) => _name = name;

    /// <summary>Gets whether a client can push a tag with this name.</summary>
    public bool CanBePushed => BrokenPushRule(ToString()) is null;

    /// <summary>Gets whether the name is valid in a URL path (unlike <c>..</c>), so that requests can restore and delete the tag.</summary>
    public bool IsAddressable => BrokenPathRule(ToString()) is null;

    /// <summary>Converts a string to a name.</summary>
    /// <param name="tag">The name, such as <c>v1.2</c>.</param>
    /// <exception cref="ArgumentException">No tag can have the name. The message states the reason.</exception>
    public static implicit operator TagName(string tag) => Parse(tag);

    /// <summary>Converts a string to a name.</summary>
    /// <param name="tag">The name, such as <c>v1.2</c>.</param>
    /// <exception cref="ArgumentException">No tag can have the name. The message states the reason.</exception>
    public static TagName Parse(string tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        return BrokenRule(tag) is { } rule ? throw Rejected(tag, rule) : new TagName(tag);
    }

    /// <summary>Tries to convert a string to a name.</summary>
    /// <param name="tag">The name, or null.</param>
    /// <param name="result">The name; <c>default</c> if the conversion failed.</param>
    public static bool TryParse([NotNullWhen(true)] string? tag, out TagName result)
    {
        bool isValid = tag is not null && BrokenRule(tag) is null;
        result = isValid ? new TagName(tag!) : default;
        return isValid;
    }

    static TagName IParsable<TagName>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<TagName>.TryParse(string? s, IFormatProvider? provider, out TagName result) => TryParse(s, out result);

    /// <summary>Returns the name; an empty string for <c>default(TagName)</c>, which every operation rejects.</summary>
    public override string ToString() => _name ?? "";

    internal TagName ThrowIfDefault() =>
        _name is null ? throw new ArgumentException("default(TagName) is not the name of a tag.", "tag") : this;

    /// <summary>Throws if Quay or a proxy could interpret the name as another path.</summary>
    internal TagName ThrowIfNotAddressable() =>
        BrokenPathRule(ThrowIfDefault().ToString()) is { } rule ? throw Rejected(ToString(), rule) : this;

    /// <summary>Throws if Quay does not move or change tags with this name.</summary>
    internal TagName ThrowIfNotPushable()
    {
        if (BrokenPushRule(ThrowIfDefault().ToString()) is not { } rule)
        {
            return this;
        }

        const string OnlyRestored = "Quay can read, restore and delete a tag with this name, but not move or change it";
        throw Rejected(ToString(), rule, BrokenPathRule(ToString()) is null ? OnlyRestored : null);
    }

    /// <summary>Returns why the name cannot be sent in the path of a request; null if it can.</summary>
    internal static string? BrokenPathRule(string tag)
    {
        if (BrokenRule(tag) is { } rule)
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

    // Quay's ^[\w][\w.-]{0,127}$ in ASCII, which it applies only to PUT.
    internal static string? BrokenPushRule(string tag)
    {
        if (tag.Length is 0 or > MaxLength)
        {
            return tag.Length == 0 ? "it is empty" : $"a tag has at most {MaxLength} characters";
        }

        foreach (char c in tag)
        {
            if (!IsWordCharacter(c) && c is not ('.' or '-'))
            {
                return $"{Quoted.Character(c)} is not allowed: only ASCII letters, digits, '_', '.' and '-'";
            }
        }

        return IsWordCharacter(tag[0]) ? null : "it must start with an ASCII letter, a digit or '_'";
    }

    internal static ArgumentException Rejected(string tag, string rule, string? note = null, string parameter = "tag")
    {
        string advice = Advice(tag) is { Length: > 0 } pasted ? pasted : note is null ? "" : ". " + note;
        return new ArgumentException($"{Quoted.Text(tag)} is not the name of a tag: {rule}{advice}.", parameter);
    }

    private static string? BrokenRule(string tag)
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

    // Finds the tag in an image reference that was pasted instead of a name. A digest has no tag.
    private static string Advice(string tag)
    {
        var pasted = PastedReference.Read(tag);
        if (ManifestDigest.TryParse(tag.Trim(), out _) || (pasted.Digest is { } digest && !ManifestDigest.TryParse(digest, out _)))
        {
            return "";
        }

        string? found = pasted.Tag ?? (pasted.Repository.Contains('/', StringComparison.Ordinal) ? null : pasted.Repository);
        return found is not null && found != tag && BrokenPushRule(found) is null ? $". Write '{found}'" : "";
    }

    private static bool IsWordCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
