namespace Quay.Client.Testing;

/// <summary>Represents a layer of an image.</summary>
/// <param name="Digest">The digest of the blob.</param>
/// <param name="Size">The compressed size in bytes.</param>
public sealed record FakeLayer(string Digest, long Size)
{
    /// <summary>Gets the command that created the layer; null if the image does not specify it.</summary>
    public string? Command { get; init; }

    /// <summary>Gets the author of the layer; null if the image does not specify it.</summary>
    public string? Author { get; init; }

    /// <summary>Gets the comment of the layer; null if the image does not specify it.</summary>
    public string? Comment { get; init; }

    /// <summary>Gets the creation time of the layer; null if the image does not specify it.</summary>
    public DateTimeOffset? Created { get; init; }
}
