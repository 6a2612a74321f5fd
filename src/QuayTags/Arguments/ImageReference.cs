using Quay.Client;

namespace QuayTags;

/// <summary>
/// Detects image references, such as <c>docker://quay.io/acme/app:1.0</c>, that users paste instead of a part of them. Some of them, such
/// as <c>quay.io/acme/app</c>, look like the name of a repository.
/// </summary>
internal static class ImageReference
{
    private static readonly string[] DigestStarts = ["sha256:", "sha512:"];

    public static bool IsDigest(string text) => DigestStarts.Any(start => text.StartsWith(start, StringComparison.Ordinal));

    /// <exception cref="ArgumentException">The text is an image reference. The message states what to remove.</exception>
    public static string RequireRepository(string text)
    {
        (string repository, _, _) = Split(text);
        string hint = RepositoryName.TryParse(repository, out _)
            ? ""
            : $" Also add a namespace, such as 'acme/{repository}'.";
        return repository == text || repository.Length == 0 ? text : throw Rejected(text, repository, hint);
    }

    /// <exception cref="ArgumentException">The text is an image reference. The message states what to remove.</exception>
    public static string RequireNamespace(string text)
    {
        string found = Split(text).Repository.Split('/') switch
        {
            [var host, var name] when IsHost(host) => name,
            [var first, ..] => first,
            [] => text,
        };
        return found == text || found.Length == 0 ? text : throw Rejected(text, found);
    }

    /// <exception cref="ArgumentException">The text is an image reference. The message states what to remove.</exception>
    /// <remarks>Only with a slash or a digest, because a restored tag can have a colon in its name.</remarks>
    public static string RequireTag(string text) =>
        Split(text) is { Tag: { Length: > 0 } tag } parts && (text.Contains('/', StringComparison.Ordinal) || parts.Digest is not null)
            ? throw Rejected(text, tag)
            : text;

    /// <exception cref="ArgumentException">The text is an image reference. The message states what to remove.</exception>
    public static string RequireDigest(string text) =>
        Split(text) is { Digest: { } digest } && IsDigest(digest) ? throw Rejected(text, digest) : text;

    /// <summary>Gets the repository of an image reference; null if the text is no reference, or has no valid repository.</summary>
    public static RepositoryName? RepositoryOf(string text) =>
        Split(text).Repository is var repository && repository != text && RepositoryName.TryParse(repository, out RepositoryName name)
            ? name
            : (RepositoryName?)null;

    private static (string Repository, string? Tag, string? Digest) Split(string text)
    {
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        string rest = scheme < 0 ? text : text[(scheme + 3)..];
        (rest, string? digest) = Cut(rest, rest.IndexOf('@', StringComparison.Ordinal));
        int colon = rest.LastIndexOf(':');
        (rest, string? tag) = Cut(rest, colon > rest.LastIndexOf('/') ? colon : -1);

        // A namespace can have dots, too. Without a scheme, the first part is a host only if the client rejects the name.
        string[] parts = rest.Split('/');
        bool hasHost = parts.Length > 1 && IsHost(parts[0]) && (scheme >= 0 || !RepositoryName.TryParse(rest, out _));
        return (hasHost ? string.Join('/', parts[1..]) : rest, tag, digest);
    }

    private static (string Before, string? After) Cut(string text, int at) => at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);

    private static bool IsHost(string part) => part == "localhost" || part.IndexOfAny(['.', ':']) >= 0;

    private static ArgumentException Rejected(string text, string part, string hint = "")
    {
        int at = text.LastIndexOf(part, StringComparison.Ordinal);
        string[] rest = [.. new[] { text[..at], text[(at + part.Length)..] }.Where(side => side.Length > 0).Select(side => $"'{side}'")];
        return new ArgumentException($"'{text}' is an image reference: remove {string.Join(" and ", rest)}, and pass '{part}'.{hint}");
    }
}
