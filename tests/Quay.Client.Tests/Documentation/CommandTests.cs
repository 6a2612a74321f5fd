namespace Quay.Client.Tests.Documentation;

public class CommandTests
{
    private static readonly string[] First = [.. Commands.DotnetCommandsIn(CodeBlock.InReadme()).Take(2)];

    [Fact]
    public void Readme_contains_two_dotnet_commands() => Assert.Equal(2, First.Length);

    [Fact]
    public void First_commands_of_the_readme_name_existing_projects() =>
        Assert.All(First, command =>
            Assert.All(Commands.ProjectsOf(command), path => Assert.True(Commands.IsProject(path), $"{command}: there is no {path}.")));

    [Fact]
    public void Commands_of_the_samples_name_existing_projects()
    {
        string[] projects =
        [
            .. Commands.DotnetCommandsIn(CodeBlock.InAllDocuments().Where(block => block.File == "samples/README.md"))
                .SelectMany(Commands.ProjectsOf),
        ];

        Assert.NotEmpty(projects);
        Assert.All(projects, path => Assert.True(Commands.IsProject(path), $"There is no {path}."));
    }

    [Fact]
    public void Repository_root_has_a_solution_for_commands_without_a_project() => Assert.True(Commands.IsProject("."));

    [Fact]
    public void Dotnet_commands_are_found_without_prompts_and_comments()
    {
        CodeBlock[] blocks =
        [
            new("a.md", 1, "sh", "git clone x\n$ dotnet build a.sln   # all of it\ndotnet run --project samples/A -- list b/c"),
            new("a.md", 9, "csharp", "dotnet no"),
        ];

        Assert.Equal(["dotnet build a.sln", "dotnet run --project samples/A -- list b/c"], Commands.DotnetCommandsIn(blocks));
    }

    [Theory]
    [InlineData("dotnet test", new string[0])]
    [InlineData("dotnet build a.sln -c Release", new[] { "a.sln" })]
    [InlineData("dotnet run --project samples/A -- list b/c", new[] { "samples/A" })]
    [InlineData("dotnet run --project A", new[] { "A" })]
    public void Projects_of_a_command_are_found(string command, string[] projects) =>
        Assert.Equal(projects, Commands.ProjectsOf(command));

    [Theory]
    [InlineData("Quay.Client.sln", true)]
    [InlineData("src/Quay.Client", true)]
    [InlineData("src/Quay.Client/Quay.Client.csproj", true)]
    [InlineData("src", false)]
    [InlineData("src/Quay.Client/Quay.csproj", false)]
    [InlineData("README.md", false)]
    public void Only_an_existing_project_or_solution_counts_as_a_project(string path, bool exists) =>
        Assert.Equal(exists, Commands.IsProject(path));
}
