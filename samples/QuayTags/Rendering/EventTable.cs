using Quay.Client.History;
using Spectre.Console;

namespace QuayTags.Rendering;

/// <summary>What happened to tags as a table.</summary>
internal static class EventTable
{
    public static void Write(List<TagEvent> events, Surroundings surroundings)
    {
        if (events.Count == 0)
        {
            return;
        }

        Table table = Tables.Create(
            Tables.Column("TIME (UTC)"), Tables.Column("TAG"), Tables.Column("WHAT"), Tables.Column("FROM"), Tables.Column("TO"));
        foreach (TagEvent happened in events)
        {
            table.AddRow(
                happened.At is null ? Cells.Of("unknown") : Cells.Of(happened.At),
                Cells.Of(happened.Tag),
                What(happened.Kind),
                Cells.Digest(happened.FromDigest),
                Cells.Digest(happened.ToDigest));
        }

        Tables.Console(surroundings).Write(table);
    }

    private static Text What(TagEventKind kind) => kind switch
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
        _ => Cells.Of(kind.ToString()),
    };
}
