namespace Quay.Client.History;

/// <summary>Represents the images that lose their last tag. Quay frees their space when it no longer keeps the deleted tags.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReleasedImages
{
    /// <summary>Gets the number of images.</summary>
    [JsonPropertyName("count")]
    public required int Count { get; init; }

    /// <summary>
    /// Gets the sum of the known compressed sizes in bytes. Layers that several images share are counted for each of them, also if one is
    /// kept.
    /// </summary>
    [JsonPropertyName("bytes")]
    public required long Bytes { get; init; }

    /// <summary>Gets how many images have an unknown size, such as manifest lists.</summary>
    [JsonPropertyName("unknown_sizes")]
    public required int UnknownSizes { get; init; }

    /// <summary>Returns the number and the size of the images on one line.</summary>
    public override string ToString()
    {
        string unknown = UnknownSizes == 0 ? "" : SafeLine.Of($", and {UnknownSizes} of unknown size");
        return SafeLine.Of($"{Counted.Of(Count, "image")}: {Bytes} bytes{unknown}");
    }
}
