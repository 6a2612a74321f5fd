namespace QuayTags.Tests;

/// <summary>Tests errors about files that a user names.</summary>
public sealed class FileErrorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Seed_that_is_not_JSON_is_reported_with_its_line()
    {
        string path = Path.Combine(_folder, "seed.json");
        await File.WriteAllTextAsync(path, "{\n", TestContext.Current.CancellationToken);

        ToolRun run = await ToolRun.RunAsync("serve", "--seed", path);

        Assert.Equal(2, run.ExitCode);
        Assert.Matches("cannot be used as a seed: line [12] is not valid JSON\\.$", Assert.Single(run.ErrorLines));
    }

    [Theory]
    [InlineData("", "'@' is a folder, not a file.")]
    [InlineData("none", "The file '@' does not exist.")]
    [InlineData("none/none", "The folder of '@' does not exist.")]
    public async Task Error_states_what_is_wrong_with_the_file(string name, string expected)
    {
        string path = name.Length > 0 ? Path.Combine(_folder, name) : _folder;

        ToolRun run = await ToolRun.RunAsync("serve", "--seed", path);

        Assert.Equal(expected.Replace("@", path, StringComparison.Ordinal), run.AssertFailure(1));
    }
}
