using Quay.Client.History;
using Spectre.Console;

namespace QuayTags;

/// <summary>Defines how the events of tags are written.</summary>
internal static class EventFormat
{
    private static readonly CsvColumn<TagEvent>[] Csv =
    [
        new("repository", happened => happened.Repository),
        new("tag", happened => happened.Tag),
        new("kind", happened => QuayTags.Csv.Name(happened.Kind)),
        new("at", happened => QuayTags.Csv.Time(happened.At)),
        new("from_digest", happened => happened.FromDigest),
        new("to_digest", happened => happened.ToDigest),
        new("since", happened => QuayTags.Csv.Time(happened.Since)),
        new("reason", happened => happened.Reason),
        new("actor_means", happened => happened.Actor is { } actor ? QuayTags.Csv.Name(actor.Means) : null),
        new("actor_name", happened => happened.Actor?.Name),
        new("actor_application", happened => happened.Actor?.Application),
        new("actor_address", happened => happened.Actor?.Address),
        new("actor_reason", happened => happened.Actor?.Reason),
    ];

    /// <param name="showsRepository">Whether the table has a column with the repository.</param>
    /// <param name="showsActors">Whether the table has a column with the actor.</param>
    /// <param name="isStream">Whether the events are written one by one, so that the widths of later ones are unknown.</param>
    /// <param name="context">Whether whole digests are shown.</param>
    public static ListFormat<TagEvent> Create(bool showsRepository, bool showsActors, bool isStream, ToolContext context) => new()
    {
        Columns =
        [
            new("TIME (UTC)", 2),
            .. showsRepository ? [Column.OfNames("REPOSITORY")] : Array.Empty<Column>(),
            Column.OfNames("TAG") with { Reserved = isStream ? 16 : 0 },
            new("EVENT", 1, MinWidth: 15) { Reserved = isStream ? 18 : 0 },
            new("FROM", 5, MinWidth: 8) { Reserved = isStream ? 12 : 0 },
            new("TO", 4, MinWidth: 8) { Reserved = isStream ? 12 : 0 },
            .. showsActors ? [new("ACTOR", 3, MinWidth: 10)] : Array.Empty<Column>(),
        ],
        Cells = happened =>
        [
            happened.At is null ? Cells.Of("unknown") : Cells.Of(happened.At),
            .. showsRepository ? [Cells.Of(happened.Repository)] : Array.Empty<Cell>(),
            Cells.Of(happened.Tag),
            Event(happened.Kind),
            Cells.Digest(happened.FromDigest, context),
            Cells.Digest(happened.ToDigest, context),
            .. showsActors ? [Cells.Of($"{happened.Actor}")] : Array.Empty<Cell>(),
        ],
        Csv = Csv,
        Json = ToolJson.Default.TagEvent,
        Warning = happened => happened.Kind == TagEventKind.Gap ? $"? {happened}" : null,
    };

    private static Cell Event(TagEventKind kind) => kind switch
    {
        TagEventKind.Began => Cells.Of("first known", Color.Green),
        TagEventKind.Created => Cells.Of("created", Color.Green),
        TagEventKind.Moved => Cells.Of("moved", Color.Yellow),
        TagEventKind.PushedAgain => Cells.Of("pushed again", Color.Grey),
        TagEventKind.Reverted => Cells.Of("reverted", Color.Yellow),
        TagEventKind.Removed => Cells.Of("deleted or expired", Color.Red),
        TagEventKind.Expired => Cells.Of("expired", Color.Red),
        TagEventKind.WillExpire => Cells.Of("will expire", Color.Grey),
        TagEventKind.PermanentlyDeleted => Cells.Of("permanently deleted", Color.Red),
        TagEventKind.MadeImmutable => Cells.Of("made immutable", Color.Grey),
        _ => Cells.Of(kind.ToString()),
    };
}
