using System.Text.RegularExpressions;

namespace Quay.Client.Tests.Names;

/// <summary>Provides the rules for names from Quay's sources, with the intended differences of the package.</summary>
internal static partial class QuayNameRules
{
    /// <summary>
    /// Gets Quay's <c>REPOSITORY_NAME_EXTENDED_REGEX</c> for the name. The namespace is one such part, and can also start with <c>_</c>, as
    /// old versions of Quay allowed.
    /// </summary>
    [GeneratedRegex(
        @"\A(?=[^/]{1,255}/)[a-z0-9_][\.a-z0-9_-]*/(?=.{0,255}\z)[a-z0-9][\.a-z0-9_-]*(?:\/[a-z0-9][\.a-z0-9_-]*)*\z",
        RegexOptions.Singleline)]
    public static partial Regex Repository { get; }

    /// <summary>Gets Quay's <c>TAG_REGEX</c>, without the trailing line break that Python's <c>$</c> accepts.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z")]
    public static partial Regex Tag { get; }

    /// <summary>Gets Quay's <c>DIGEST_REGEX</c>, for the whole text and at most 255 characters.</summary>
    [GeneratedRegex(@"\A(?=.{0,255}\z)([A-Za-z0-9_+.-]+):([A-Fa-f0-9]+)\z", RegexOptions.Singleline)]
    public static partial Regex Digest { get; }
}
