using Quay.Client.History;
using Spectre.Console;

namespace QuayTags;

/// <summary>Writes the events of tags as a table.</summary>
internal static class EventTable
{
    private static readonly Column[] Columns =
    [
        new("TIME (UTC)", 2),
        new("TAG", 0, MinWidth: 10),
        new("EVENT", 1, MinWidth: 15),
        new("FROM", 4, MinWidth: 8),
        new("TO", 3, MinWidth: 8),
    ];

    private static readonly Column Actor = new("ACTOR", 2, MinWidth: 10);

    public static void Write(IReadOnlyList<TagEvent> events, bool showsActors, ToolContext context)
    {
        Cell[][] rows =
        [
            .. events.Select(tagEvent => new[]
            {
                tagEvent.At is null ? Cells.Of("unknown") : Cells.Of(tagEvent.At),
                Cells.Of(tagEvent.Tag),
                Event(tagEvent.Kind),
                Cells.Digest(tagEvent.FromDigest, context),
                Cells.Digest(tagEvent.ToDigest, context),
                Cells.Of($"{tagEvent.Actor}"),
            }.Take(Columns.Length + (showsActors ? 1 : 0)).ToArray()),
        ];
        TableWriter.Write(showsActors ? [.. Columns, Actor] : Columns, rows, context);
    }

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
