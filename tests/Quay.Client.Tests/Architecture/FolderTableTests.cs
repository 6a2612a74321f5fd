namespace Quay.Client.Tests.Architecture;

public class FolderTableTests
{
    private static readonly string[] Sample =
    [
        "Text.",
        "| Folder | May use | What it holds |",
        "| --- | --- | --- |",
        "| (root) | Upper, Lower | a |",
        "| Upper | Lower | b |",
        "| Lower | – | c |",
        "",
        "| Other | table |",
    ];

    [Fact]
    public void The_rows_are_read_in_their_order()
    {
        FolderTable table = FolderTable.Parse(Sample);

        Assert.Equal(["(root)", "Upper", "Lower"], table.Rows.Select(row => row.Folder));
        Assert.Equal(["Upper", "Lower"], table.Rows[0].MayUse);
        Assert.Empty(table.Rows[2].MayUse);
    }

    [Fact]
    public void An_arrow_is_allowed_in_the_direction_of_the_table_alone()
    {
        FolderTable table = FolderTable.Parse(Sample);

        Assert.True(table.Allows(new Arrow("Upper", "Lower", "")));
        Assert.False(table.Allows(new Arrow("Lower", "Upper", "")));
        Assert.False(table.Allows(new Arrow("Lower", "Unknown", "")));
    }

    [Fact]
    public void An_arrow_upwards_in_the_table_or_to_no_room_is_found()
    {
        Assert.Empty(FolderTable.Parse(Sample).ArrowsNotDownwards());

        FolderTable upwards = FolderTable.Parse([.. Sample[..4], "| Upper | Lower, Attic |", "| Lower | Upper |"]);

        Assert.Equal(["Upper -> Attic", "Lower -> Upper"], upwards.ArrowsNotDownwards());
    }
}
