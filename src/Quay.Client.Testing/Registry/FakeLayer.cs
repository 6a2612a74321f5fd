namespace Quay.Client.Testing;

/// <summary>A layer of an image.</summary>
/// <param name="Digest">The digest of its blob.</param>
/// <param name="Size">Its size, compressed, in bytes.</param>
public sealed record FakeLayer(string Digest, long Size)
{
    /// <summary>What made it; null when the image does not say.</summary>
    public string? Command { get; init; }

    /// <summary>Who made it; null when the image does not say.</summary>
    public string? Author { get; init; }

    /// <summary>What its maker said; null for nothing.</summary>
    public string? Comment { get; init; }

    /// <summary>When it was made; null when the image does not say.</summary>
    public DateTimeOffset? Created { get; init; }
}
