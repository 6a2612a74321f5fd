using System.Text.RegularExpressions;

namespace Quay.Client.History;

/// <summary>Recognizes the names of tags that Cosign creates for an image: <c>sha256-&lt;hex&gt;</c> and a suffix.</summary>
internal static partial class SignatureTagName
{
    // Returns the digest of the image; null for any other tag.
    public static string? ImageOf(string tag) => Name().Match(tag) is { Success: true } match ? $"sha256:{match.Groups[1].Value}" : null;

    [GeneratedRegex(@"^sha256-([a-f0-9]{64})\.(?:sig|att|sbom)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
