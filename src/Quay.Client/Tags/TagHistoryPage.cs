namespace Quay.Client;

/// <summary>Represents the response to <c>GET …/tag/</c>. Paging needs all three fields, so they are required.</summary>
internal sealed record TagHistoryPage : IJsonOnDeserialized
{
    private int _skipped;

    [JsonPropertyName("tags")]
    public required List<TagHistoryEntry> Tags { get; init; }

    [JsonPropertyName("page")]
    public required int Page { get; init; }

    [JsonPropertyName("has_additional")]
    public required bool HasAdditional { get; init; }

    // Gets the number of entries in the response, including those that the reader skipped.
    [JsonIgnore]
    public int Received => _skipped + Tags.Count;

    public TagHistoryPage AfterSkipping(int count)
    {
        _skipped = count;
        return this;
    }

    public TagHistoryPage WithoutFirst(int count)
    {
        count = Math.Min(count, Tags.Count);
        Tags.RemoveRange(0, count);
        return AfterSkipping(count);
    }

    void IJsonOnDeserialized.OnDeserialized() => NullItem.Reject(Tags, "an entry");
}
