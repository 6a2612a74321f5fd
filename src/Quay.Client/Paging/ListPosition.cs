namespace Quay.Client;

/// <summary>
/// Represents a position in a list, after one of its items. Pass it to <see cref="TagHistoryQuery.StartAfter"/> or
/// <see cref="RepositoryQuery.StartAfter"/> to continue the list there. It can be stored as JSON. A position in a tag history does not
/// expire; one in a list of repositories expires after two days.
/// </summary>
public sealed class ListPosition
{
    private const int MostItems = 1_000_000_000;

    /// <summary>Gets the address of the list, without that of the server. A position is valid only for the list it comes from.</summary>
    [JsonPropertyName("list")]
    public required string List { get; init; }

    /// <summary>
    /// Gets how many items come before the position: in a tag history since the start of the list, in other lists since the start of the
    /// page.
    /// </summary>
    [JsonPropertyName("items_read")]
    public required int ItemsRead { get; init; }

    /// <summary>Gets Quay's token of the page; null for the first page, and in a tag history. Quay accepts it for two days.</summary>
    [JsonPropertyName("page_token")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PageToken { get; init; }

    /// <summary>
    /// Gets texts that identify items: in a tag history the last entry before the position and the others that began in the same second; in
    /// other lists the items of the first page, and those of the page up to the position. The client recognizes the place by them.
    /// </summary>
    [JsonPropertyName("landmarks")]
    public required IReadOnlyList<string> Landmarks { get; init; }

    /// <summary>Returns the list and the number of items before the position, on one line.</summary>
    public override string ToString() =>
        SafeLine.Of($"{List}, after {Counted.Of(ItemsRead, "item")}{(PageToken is null ? "" : " of a page")}");

    /// <summary>Throws if the position is not one of this list.</summary>
    internal void Check(string list, string parameter)
    {
        if (List != list)
        {
            string fault = SafeLine.Of($"The position belongs to another list ({List}), not to this one ({list}).");
            throw new ArgumentException(fault + " Use it with the same repository and filters.", parameter);
        }

        if (ItemsRead is < 0 or > MostItems || Landmarks is not { Count: > 0 } || Landmarks.Contains(null!))
        {
            throw Damaged(parameter);
        }
    }

    internal static ArgumentException Damaged(string parameter) =>
        new("The position is invalid. Pass a position that PositionAfter of a page returned, unchanged.", parameter);
}
