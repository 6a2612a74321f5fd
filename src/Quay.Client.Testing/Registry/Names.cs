using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Quay.Client.Testing;

/// <summary>Validates names of repositories and tags, and digests.</summary>
internal static partial class Names
{
    public const string TagRule = "must match [A-Za-z0-9_.-], NOT start with \".\" or \"-\", and can contain 1-128 characters";

    public static bool IsTag(string name) => Tag().IsMatch(name);

    /// <summary>Determines whether Quay accepts a repository name, given without its namespace.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isExtended">Whether the name can have slashes.</param>
    public static bool IsRepository(string name, bool isExtended = true) =>
        Repository().IsMatch(name) && (isExtended || !name.Contains('/', StringComparison.Ordinal));

    public static bool IsDigest(string digest) => Digest().IsMatch(digest);

    /// <exception cref="ArgumentException">The tag name is invalid.</exception>
    public static void ThrowIfInvalidTag(string tag, [CallerArgumentExpression(nameof(tag))] string? parameter = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag, parameter);
        if (!IsTag(tag))
        {
            throw new ArgumentException($"'{tag}' is not a valid tag name: it {TagRule}.", parameter);
        }
    }

    /// <exception cref="ArgumentException">The digest is invalid.</exception>
    public static void ThrowIfInvalidDigest(string digest, [CallerArgumentExpression(nameof(digest))] string? parameter = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(digest, parameter);
        if (!Digest().IsMatch(digest))
        {
            throw new ArgumentException($"'{digest}' is not a digest: write an algorithm, a colon and hexadecimal digits.", parameter);
        }
    }

    // Quay's patterns end with $, which also accepts a trailing line feed.
    [GeneratedRegex("^[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}$")]
    private static partial Regex Tag();

    [GeneratedRegex(@"^(?=.{0,255}$)[a-z0-9][\.a-z0-9_-]*(?:\/[a-z0-9][\.a-z0-9_-]*)*$")]
    private static partial Regex Repository();

    [GeneratedRegex(@"^[A-Za-z0-9_+.-]+:[A-Fa-f0-9]+\z")]
    private static partial Regex Digest();
}
