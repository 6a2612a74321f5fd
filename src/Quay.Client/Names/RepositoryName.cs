using System.Diagnostics.CodeAnalysis;

namespace Quay.Client;

/// <summary>
/// Represents the full name of a repository: a namespace (an organization or a user), a slash, and a name that can contain slashes, such as
/// <c>acme/team/app</c>. Strings convert implicitly, as with <see cref="Parse"/>.
/// </summary>
/// <remarks>
/// <para>Each part consists of lower-case letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, and starts with a letter or a digit. The
/// namespace and the name have at most 255 characters each.</para>
/// <para>An image reference is rejected, and the message lists the parts to leave out. A string with three or more parts is taken for a
/// reference if its first part looks like a host, such as <c>quay.io</c>. If that part is a namespace, use <see cref="Create"/>.</para>
/// </remarks>
[JsonConverter(typeof(RepositoryNameConverter))]
public readonly record struct RepositoryName : IParsable<RepositoryName>
{
    private const int MaxLength = 255;

    private readonly string? _fullName;

    private RepositoryName(string fullName) => _fullName = fullName;

    /// <summary>Gets the organization or user that owns the repository: the part before the first slash.</summary>
    public string Namespace => ToString().Split('/', 2)[0];

    /// <summary>Gets the name within the namespace: everything after the first slash.</summary>
    public string Name => ToString().Split('/', 2)[^1];

    /// <summary>Converts a string to a name.</summary>
    /// <param name="repository">The full name, such as <c>quayadmin/busybox</c>.</param>
    /// <exception cref="ArgumentException">The name is invalid in Quay, or looks like an image reference.</exception>
    public static implicit operator RepositoryName(string repository) => Parse(repository);

    /// <summary>Converts a string to a name.</summary>
    /// <param name="repository">The full name, such as <c>quayadmin/busybox</c>.</param>
    /// <exception cref="ArgumentException">The name is invalid in Quay, or looks like an image reference.</exception>
    public static RepositoryName Parse(string repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        return (BrokenRule(repository) ?? HostRule(repository)) is { } rule
            ? throw new ArgumentException(
                $"{Quoted.Text(repository)} is not the name of a repository: {rule}{Advice(repository)}.", nameof(repository))
            : new RepositoryName(repository);
    }

    /// <summary>Creates a name from its two parts. The namespace can look like the host of a registry.</summary>
    /// <param name="namespaceName">The organization or user, such as <c>quayadmin</c> or <c>example.com</c>.</param>
    /// <param name="name">The name within the namespace, such as <c>busybox</c> or <c>team/app</c>.</param>
    /// <exception cref="ArgumentException">A part is invalid in Quay. The message states the rule.</exception>
    public static RepositoryName Create(string namespaceName, string name)
    {
        NamespaceName.Check(namespaceName, nameof(namespaceName));
        ArgumentNullException.ThrowIfNull(name);
        string repository = $"{namespaceName}/{name}";
        return BrokenRule(repository) is { } rule
            ? throw new ArgumentException($"{Quoted.Text(name)} is not the name of a repository in a namespace: {rule}.", nameof(name))
            : new RepositoryName(repository);
    }

    /// <summary>Tries to convert a string to a name.</summary>
    /// <param name="repository">The full name, or null.</param>
    /// <param name="result">The name; <c>default</c> if the conversion failed.</param>
    public static bool TryParse([NotNullWhen(true)] string? repository, out RepositoryName result)
    {
        bool valid = repository is not null && BrokenRule(repository) is null && HostRule(repository) is null;
        result = valid ? new RepositoryName(repository!) : default;
        return valid;
    }

    static RepositoryName IParsable<RepositoryName>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<RepositoryName>.TryParse(string? s, IFormatProvider? provider, out RepositoryName result) =>
        TryParse(s, out result);

    /// <summary>Returns the full name; an empty string for <c>default(RepositoryName)</c>, which every operation rejects.</summary>
    public override string ToString() => _fullName ?? "";

    internal RepositoryName ThrowIfDefault() =>
        _fullName is null ? throw new ArgumentException("default(RepositoryName) names no repository.", "repository") : this;

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
        return pasted.LeftOut.Count > 0 && TryParse(pasted.Repository, out _)
            ? PastedReference.Advice(pasted.LeftOut, pasted.Repository)
            : "";
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

        // Namespaces that were created before Quay had its present rule can start with '_'.
        return IsLetterOrDigit(part[0]) || (isNamespace && part[0] == '_')
            ? null
            : "each part must start with a lower-case letter or a digit";
    }

    private static bool IsLetterOrDigit(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
}
