namespace Quay.Client.Tests.Architecture;

public class RoomTests
{
    private static readonly RoomTable Table = RoomTable.OfTheDocuments();

    private static readonly IReadOnlyList<Arrow> Arrows = Arrow.InThePackage();

    [Fact]
    public void The_assembly_shows_arrows_between_its_rooms() =>
        Assert.Superset(new HashSet<string> { Room.FrontDoor, "Wire", "Tags", "Transport" }, Arrows.Select(arrow => arrow.From).ToHashSet());

    [Fact]
    public void The_documents_have_each_room_of_the_assembly_and_no_other() =>
        Assert.Equal(Arrow.Rooms().Order(StringComparer.Ordinal), Table.Rows.Select(row => row.Room).Order(StringComparer.Ordinal));

    [Fact]
    public void A_room_names_the_rooms_that_the_documents_allow_it_alone()
    {
        string[] forbidden = [.. Arrows.Where(arrow => !Table.Allows(arrow)).Select(arrow => arrow.ToString())];

        Assert.True(forbidden.Length == 0, string.Join(Environment.NewLine, forbidden));
    }

    [Fact]
    public void A_room_names_rooms_further_down_alone() => Assert.Empty(Table.ArrowsNotDownwards());
}
