namespace QuayTags.Tests;

public sealed class ListTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();

    public ListTests()
    {
        _quay.App.Push("v1");
        _quay.Quay.AddRepository("acme/lib", isPublic: true);
    }

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Fact]
    public async Task List_shows_each_repository_of_the_namespace()
    {
        ToolRun run = await _quay.RunAsync("list", "acme");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(3, run.Lines.Length);
        Assert.StartsWith("acme/app", run.Lines[1], StringComparison.Ordinal);
        Assert.Contains("public", run.Lines[2], StringComparison.Ordinal);
        Assert.Equal("2 visible repositories.", run.ErrorLines[^1]);
    }

    [Fact]
    public async Task Json_is_one_line_per_repository()
    {
        ToolRun run = await _quay.RunAsync("list", "acme", "--json");
        Assert.Equal(["app", "lib"], run.JsonLines.Select(row => (string?)row!["name"]).Order());
    }

    [Fact]
    public async Task Namespace_without_repositories_is_an_empty_list()
    {
        ToolRun run = await _quay.RunAsync("list", "nobody");
        Assert.Equal((0, 0), (run.ExitCode, run.Lines.Length));
    }

    [Fact]
    public async Task Revoked_token_is_an_error_and_not_a_shorter_list()
    {
        _quay.Quay.FindToken(_quay.Quay.Token)!.IsRevoked = true;

        ToolRun run = await _quay.RunAsync("list", "acme");

        Assert.Equal((1, 0), (run.ExitCode, run.Lines.Length));
        Assert.Contains("the token is expired, revoked, mistyped", run.ErrorLines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acme/app")]
    [InlineData("--nope")]
    public async Task Invalid_namespace_is_wrong_usage(string name) => Assert.Equal(2, (await _quay.RunAsync("list", name)).ExitCode);
}
