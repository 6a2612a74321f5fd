using System.Text.RegularExpressions;

namespace Quay.Client.History;

/// <summary>Recognizes the tags in which Cosign stores what belongs to an image: its signatures, attestations and SBOMs.</summary>
internal static partial class CosignTag
{
    public static bool Is(string tag) => ImageOf(tag) is not null;

    // Returns the digest of the image; null if the tag is not one of Cosign's.
    public static string? ImageOf(string tag) =>
        Pattern().Match(tag) is { Success: true } match ? $"sha256:{match.Groups[1].ValueSpan}" : null;

    [GeneratedRegex(@"\Asha256-([0-9a-f]{64})\.(?:sig|att|sbom)\z")]
    private static partial Regex Pattern();
}
