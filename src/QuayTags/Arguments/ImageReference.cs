using Quay.Client;

namespace QuayTags;

/// <summary>
/// An image reference, such as <c>docker://quay.io/acme/app:1.0</c>. People paste it where the program wants a part of it, and some of
/// them, such as <c>quay.io/acme/app</c>, would pass for the name of a repository.
/// </summary>
internal static class ImageReference
{
    private static readonly string[] DigestStarts = ["sha256:", "sha512:"];

    public static bool IsDigest(string text) => DigestStarts.Any(start => text.StartsWith(start, StringComparison.Ordinal));

    /// <exception cref="ArgumentException">It is an image reference; the message says what to leave out.</exception>
    public static string RequireRepository(string text)
    {
        (string repository, _, _) = Split(text);
        string hint = RepositoryName.TryParse(repository, out _)
            ? ""
            : $" Also add a namespace, such as 'acme/{repository}'.";
        return repository == text || repository.Length == 0 ? text : throw Rejected(text, repository, hint);
    }

    /// <exception cref="ArgumentException">It is an image reference; the message says what to leave out.</exception>
    public static string RequireNamespace(string text)
    {
        string name = Split(text).Repository.Split('/') switch
        {
            [var host, var wanted] when IsHost(host) => wanted,
            [var first, ..] => first,
            [] => text,
        };
        return name == text || name.Length == 0 ? text : throw Rejected(text, name);
    }

    /// <exception cref="ArgumentException">It is an image reference; the message says what to leave out.</exception>
    /// <remarks>With a slash or a digest, that is: a tag that somebody restored under such a name may have a colon.</remarks>
    public static string RequireTag(string text) =>
        Split(text) is { Tag: { Length: > 0 } tag } parts && (text.Contains('/', StringComparison.Ordinal) || parts.Digest is not null)
            ? throw Rejected(text, tag)
            : text;

    /// <exception cref="ArgumentException">It is an image reference; the message says what to leave out.</exception>
    public static string RequireDigest(string text) =>
        Split(text) is { Digest: { } digest } && IsDigest(digest) ? throw Rejected(text, digest) : text;

    private static (string Repository, string? Tag, string? Digest) Split(string text)
    {
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        string rest = scheme < 0 ? text : text[(scheme + 3)..];
        (rest, string? digest) = Cut(rest, rest.IndexOf('@', StringComparison.Ordinal));
        int colon = rest.LastIndexOf(':');
        (rest, string? tag) = Cut(rest, colon > rest.LastIndexOf('/') ? colon : -1);

        // A namespace may have dots too: without more of a reference, a host is one that the client does not take for a namespace.
        string[] parts = rest.Split('/');
        bool hasHost = parts.Length > 1 && IsHost(parts[0]) && (scheme >= 0 || !RepositoryName.TryParse(rest, out _));
        return (hasHost ? string.Join('/', parts[1..]) : rest, tag, digest);
    }

    private static (string Before, string? After) Cut(string text, int at) => at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);

    private static bool IsHost(string part) => part == "localhost" || part.IndexOfAny(['.', ':']) >= 0;

    private static ArgumentException Rejected(string text, string wanted, string hint = "")
    {
        int at = text.LastIndexOf(wanted, StringComparison.Ordinal);
        string[] rest = [.. new[] { text[..at], text[(at + wanted.Length)..] }.Where(part => part.Length > 0).Select(part => $"'{part}'")];
        return new ArgumentException($"'{text}' is an image reference: remove {string.Join(" and ", rest)}, and pass '{wanted}'.{hint}");
    }
}
