namespace Quay.Client.Tests.Architecture;

public class RoomTests
{
    public static TheoryData<string> Packages => [.. Package.All.Select(package => package.Name)];

    [Theory]
    [InlineData("Quay.Client", Room.FrontDoor, "Wire", "Tags", "Transport")]
    [InlineData("Quay.Client.Testing", Room.FrontDoor, "Endpoints", "Web", "Registry")]
    public void The_assembly_shows_arrows_between_its_rooms(string package, params string[] rooms) =>
        Assert.Superset(rooms.ToHashSet(), Arrow.In(Package.Of(package)).SelectMany(arrow => new[] { arrow.From, arrow.To }).ToHashSet());

    [Theory]
    [MemberData(nameof(Packages))]
    public void The_documents_have_each_room_of_the_assembly_and_no_other(string package) => Assert.Equal(
        Arrow.RoomsOf(Package.Of(package)).Order(StringComparer.Ordinal),
        RoomTable.OfTheDocuments(Package.Of(package)).Rows.Select(row => row.Room).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_room_names_the_rooms_that_the_documents_allow_it_alone(string package)
    {
        RoomTable table = RoomTable.OfTheDocuments(Package.Of(package));

        string[] forbidden = [.. Arrow.In(Package.Of(package)).Where(arrow => !table.Allows(arrow)).Select(arrow => arrow.ToString())];

        Assert.True(forbidden.Length == 0, string.Join(Environment.NewLine, forbidden));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_room_names_rooms_further_down_alone(string package) => Assert.Empty(RoomTable.OfTheDocuments(Package.Of(package)).ArrowsNotDownwards());
}
