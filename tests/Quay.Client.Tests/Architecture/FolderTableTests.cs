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
    public void Lines_of_the_folder_table_are_parsed_in_order()
    {
        FolderTable table = FolderTable.Parse(Sample);

        Assert.Equal(["(root)", "Upper", "Lower"], table.Rows.Select(row => row.Folder));
        Assert.Equal(["Upper", "Lower"], table.Rows[0].MayUse);
        Assert.Empty(table.Rows[2].MayUse);
    }

    [Fact]
    public void Folder_table_allows_a_dependency_only_in_its_direction()
    {
        FolderTable table = FolderTable.Parse(Sample);

        Assert.True(table.Allows(new FolderDependency("Upper", "Lower", "")));
        Assert.False(table.Allows(new FolderDependency("Lower", "Upper", "")));
        Assert.False(table.Allows(new FolderDependency("Lower", "Unknown", "")));
    }

    [Fact]
    public void Upward_dependency_and_unknown_folder_in_the_table_are_found()
    {
        Assert.Empty(FolderTable.Parse(Sample).UpwardDependencies());

        FolderTable upwards = FolderTable.Parse([.. Sample[..4], "| Upper | Lower, Attic |", "| Lower | Upper |"]);

        Assert.Equal(["Upper -> Attic", "Lower -> Upper"], upwards.UpwardDependencies());
    }
}
