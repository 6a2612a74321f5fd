namespace Quay.Client.Tests.Architecture;

public class RoomTableTests
{
    private static readonly string[] Sample =
    [
        "Text.",
        "| Room | May name | What it holds |",
        "| --- | --- | --- |",
        "| front door | Upper, Lower | a |",
        "| Upper | Lower | b |",
        "| Lower | – | c |",
        "",
        "| Other | table |",
    ];

    [Fact]
    public void The_rows_are_read_in_their_order()
    {
        RoomTable table = RoomTable.Parse(Sample);

        Assert.Equal(["front door", "Upper", "Lower"], table.Rows.Select(row => row.Room));
        Assert.Equal(["Upper", "Lower"], table.Rows[0].MayName);
        Assert.Empty(table.Rows[2].MayName);
    }

    [Fact]
    public void An_arrow_is_allowed_in_the_direction_of_the_table_alone()
    {
        RoomTable table = RoomTable.Parse(Sample);

        Assert.True(table.Allows(new Arrow("Upper", "Lower", "")));
        Assert.False(table.Allows(new Arrow("Lower", "Upper", "")));
        Assert.False(table.Allows(new Arrow("Lower", "Unknown", "")));
    }

    [Fact]
    public void An_arrow_upwards_in_the_table_or_to_no_room_is_found()
    {
        Assert.Empty(RoomTable.Parse(Sample).ArrowsNotDownwards());

        RoomTable upwards = RoomTable.Parse([.. Sample[..4], "| Upper | Lower, Attic |", "| Lower | Upper |"]);

        Assert.Equal(["Upper -> Attic", "Lower -> Upper"], upwards.ArrowsNotDownwards());
    }
}
