using System.Text.RegularExpressions;

namespace Quay.Client.Tests.Names;

/// <summary>Quay's own rules for names, as its sources have them, with the differences that the package has on purpose.</summary>
internal static partial class QuaysRules
{
    /// <summary>
    /// Quay's <c>REPOSITORY_NAME_EXTENDED_REGEX</c> for the name; the namespace is one such part, which may also start with <c>_</c> as an
    /// old Quay allowed.
    /// </summary>
    [GeneratedRegex(
        @"\A(?=[^/]{1,255}/)[a-z0-9_][\.a-z0-9_-]*/(?=.{0,255}\z)[a-z0-9][\.a-z0-9_-]*(?:\/[a-z0-9][\.a-z0-9_-]*)*\z",
        RegexOptions.Singleline)]
    public static partial Regex Repository { get; }

    /// <summary>Quay's <c>TAG_REGEX</c>, but for the line break at the end that Python's <c>$</c> lets through.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z")]
    public static partial Regex Tag { get; }

    /// <summary>Quay's <c>DIGEST_REGEX</c>, of the whole text and of at most 255 characters.</summary>
    [GeneratedRegex(@"\A(?=.{0,255}\z)([A-Za-z0-9_+.-]+):([A-Fa-f0-9]+)\z", RegexOptions.Singleline)]
    public static partial Regex Digest { get; }
}
