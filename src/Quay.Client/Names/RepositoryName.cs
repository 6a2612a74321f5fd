using System.Diagnostics.CodeAnalysis;

namespace Quay.Client;

/// <summary>
/// The full name of a repository: a namespace (an organization or a user), a slash, and a name that may hold slashes itself
/// (<c>quayadmin/busybox</c>, <c>acme/team/app</c>). It holds only names that Quay accepts, so that no name can change the path of a request.
/// </summary>
/// <remarks>
/// The rules are Quay's: parts of lower-case letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, each starting with a letter or a digit (a namespace
/// of an old Quay also with <c>_</c>); at most 255 characters for the namespace and 255 for the name.
/// <para>
/// An image reference is rejected, and the message lists the parts to leave out: <c>quay.io/acme/app</c>, <c>acme/app:v1</c>, <c>docker://quay.io/acme/app</c>.
/// A text of three or more parts whose first part looks like a host, such as <c>quay.io</c>, <c>registry.example.com</c> or <c>localhost</c>, is treated as
/// a reference. If that part is a namespace, use <see cref="Create"/>. <c>jane.doe/team/app</c> and <c>acme.io/app</c> are valid names.
/// </para>
/// </remarks>
[JsonConverter(typeof(ParsableConverter<RepositoryName>))]
public readonly record struct RepositoryName : IParsable<RepositoryName>
{
    private const int MaxLength = 255;

    private readonly string? _fullName;

    private RepositoryName(string fullName) => _fullName = fullName;

    /// <summary>The organization or user that owns the repository: all before the first slash.</summary>
    public string Namespace => ToString().Split('/', 2)[0];

    /// <summary>The name within the namespace: all after the first slash, further slashes included.</summary>
    public string Name => ToString().Split('/', 2)[^1];

    /// <summary>Checks a name and takes it.</summary>
    /// <param name="repository">The full name, such as <c>quayadmin/busybox</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="repository"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="repository"/> breaks one of Quay's rules; the message says which.</exception>
    public static implicit operator RepositoryName(string repository) => Parse(repository);

    /// <summary>Checks a name and takes it.</summary>
    /// <param name="repository">The full name, such as <c>quayadmin/busybox</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="repository"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="repository"/> breaks one of Quay's rules; the message says which.</exception>
    public static RepositoryName Parse(string repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        return (BrokenRule(repository) ?? HostRule(repository)) is { } rule
            ? throw new ArgumentException($"{Quoted.Text(repository)} is not the name of a repository: {rule}{Advice(repository)}.", nameof(repository))
            : new RepositoryName(repository);
    }

    /// <summary>Creates a name from its two parts. The namespace can look like the host of a registry.</summary>
    /// <param name="namespaceName">The organization or user, such as <c>quayadmin</c> or <c>example.com</c>.</param>
    /// <param name="name">The name within the namespace, such as <c>busybox</c> or <c>team/app</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="namespaceName"/> or <paramref name="name"/> is null.</exception>
    /// <exception cref="ArgumentException">A part breaks one of Quay's rules; the message says which.</exception>
    public static RepositoryName Create(string namespaceName, string name)
    {
        NamespaceName.Check(namespaceName, nameof(namespaceName));
        ArgumentNullException.ThrowIfNull(name);
        string repository = $"{namespaceName}/{name}";
        return BrokenRule(repository) is { } rule
            ? throw new ArgumentException($"{Quoted.Text(name)} is not the name of a repository in a namespace: {rule}.", nameof(name))
            : new RepositoryName(repository);
    }

    /// <summary>Takes a name if it follows Quay's rules.</summary>
    /// <param name="repository">The full name, such as <c>quayadmin/busybox</c>, or null.</param>
    /// <param name="result">The name, when the answer is true.</param>
    /// <returns>Whether <paramref name="repository"/> is the name of a repository.</returns>
    public static bool TryParse([NotNullWhen(true)] string? repository, out RepositoryName result)
    {
        bool valid = repository is not null && BrokenRule(repository) is null && HostRule(repository) is null;
        result = valid ? new RepositoryName(repository!) : default;
        return valid;
    }

    static RepositoryName IParsable<RepositoryName>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<RepositoryName>.TryParse(string? s, IFormatProvider? provider, out RepositoryName result) => TryParse(s, out result);

    /// <summary>The full name, as it stands in a path; empty for <c>default(RepositoryName)</c>, which no operation takes.</summary>
    public override string ToString() => _fullName ?? "";

    internal RepositoryName ThrowIfDefault() =>
        _fullName is null ? throw new ArgumentException("default(RepositoryName) names no repository.", "repository") : this;

    internal string Checked(string parameter) =>
        _fullName ?? throw new ArgumentException("default(RepositoryName) names no repository.", parameter);

    private static string? HostRule(string repository)
    {
        string[] parts = repository.Split('/', 3);
        return parts.Length == 3 && RegistryHost.Is(parts[0])
            ? $"'{parts[0]}' looks like the host of a registry (if it is a namespace, use RepositoryName.Create)"
            : null;
    }

    private static string Advice(string repository)
    {
        var pasted = PastedReference.Read(repository);
        return pasted.LeftOut.Count > 0 && TryParse(pasted.Repository, out _) ? PastedReference.Advice(pasted.LeftOut, pasted.Repository) : "";
    }

    private static string? BrokenRule(string repository)
    {
        int slash = repository.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return "it needs a namespace and a name with a slash between them, such as 'acme/app'";
        }

        if (slash > MaxLength || repository.Length - slash - 1 > MaxLength)
        {
            return $"a namespace and a name have at most {MaxLength} characters each";
        }

        bool isNamespace = true;
        foreach (Range range in repository.AsSpan().Split('/'))
        {
            if (BrokenRule(repository.AsSpan()[range], isNamespace) is { } rule)
            {
                return rule;
            }

            isNamespace = false;
        }

        return null;
    }

    private static string? BrokenRule(ReadOnlySpan<char> part, bool isNamespace)
    {
        if (part.IsEmpty)
        {
            return "it has an empty part";
        }

        if (part is "." or "..")
        {
            return "'.' and '..' are not parts of a name";
        }

        foreach (char c in part)
        {
            if (!IsLetterOrDigit(c) && c is not ('.' or '_' or '-'))
            {
                return char.IsAsciiLetterUpper(c)
                    ? "upper case is not allowed"
                    : $"{Quoted.Character(c)} is not allowed: only lower-case letters, digits, '.', '_' and '-'";
            }
        }

        // Quay let namespaces start with '_' before it had the rule of today.
        return IsLetterOrDigit(part[0]) || (isNamespace && part[0] == '_')
            ? null
            : "each part starts with a lower-case letter or a digit";
    }

    private static bool IsLetterOrDigit(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
}
