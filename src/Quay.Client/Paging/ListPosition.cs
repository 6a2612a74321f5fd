namespace Quay.Client;

/// <summary>
/// Represents a position in a list, after one of its items. Pass it to <see cref="TagHistoryQuery.StartAfter"/> or
/// <see cref="RepositoryQuery.StartAfter"/> to continue the list there, at any later time. It can be stored as JSON.
/// </summary>
public sealed class ListPosition
{
    private const int MostItems = 1_000_000_000;

    /// <summary>Gets the description of the list. A position is valid only for the list it comes from.</summary>
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
    /// Gets the last entry that was read from a tag history, after the others that began in the same second. The client finds the position
    /// by them, wherever they are now.
    /// </summary>
    [JsonPropertyName("last_entries")]
    public IReadOnlyList<TagHistoryEntry> LastEntries { get; init; } = [];

    /// <summary>Gets the names of the items on the first page. They show whether Quay starts the list again.</summary>
    [JsonPropertyName("first_page")]
    public IReadOnlyList<string> FirstPage { get; init; } = [];

    /// <summary>Returns the list and the number of items before the position, on one line.</summary>
    public override string ToString() =>
        SafeLine.Of($"{List}, after {Counted.Of(ItemsRead, "item")}{(PageToken is null ? "" : " of a page")}");

    /// <summary>Throws if the position is not one of this list.</summary>
    internal void Check(string list, string parameter)
    {
        if (List != list)
        {
            throw new ArgumentException(SafeLine.Of($"The position is one of another list ({List}), not of this one ({list})."), parameter);
        }

        if (ItemsRead is < 0 or > MostItems || LastEntries?.Contains(null!) != false || FirstPage?.Contains(null!) != false)
        {
            throw new ArgumentException("The position is damaged: a number or a list in it is missing or out of range.", parameter);
        }
    }

    /// <summary>Throws if the position is not one of this tag history.</summary>
    internal void CheckHistory(string list, string parameter)
    {
        Check(list, parameter);
        if (ItemsRead > 0 && LastEntries.Count == 0)
        {
            throw new ArgumentException("The position is damaged: it has no last entries.", parameter);
        }
    }
}
