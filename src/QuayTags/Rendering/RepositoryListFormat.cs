using Quay.Client;

namespace QuayTags;

/// <summary>Defines how the repositories of a namespace are written.</summary>
internal static class RepositoryListFormat
{
    public static ListFormat<RepositoryListItem> Create() => new()
    {
        Columns =
        [
            Column.OfNames("REPOSITORY", minWidth: 16), new("VISIBILITY", 1), new("STATE", 3, MinWidth: 6), new("LAST MODIFIED (UTC)", 2),
        ],
        Cells = repository =>
        [
            Cells.Of($"{repository.Namespace}/{repository.Name}"),
            Cells.Of(repository.IsPublic switch { true => "public", false => "private", null => "" }),
            Cells.Of(repository.State),
            Cells.Of(repository.LastModified),
        ],
        Csv =
        [
            new("namespace", repository => repository.Namespace),
            new("name", repository => repository.Name),
            new("is_public", repository => Csv.Flag(repository.IsPublic)),
            new("state", repository => repository.State),
            new("last_modified", repository => Csv.Time(repository.LastModified)),
            new("description", repository => repository.Description),
        ],
        Json = ToolJson.Default.RepositoryListItem,
    };
}
