using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace QuayTags.Tests.Serving;

/// <summary>Tests the container recipe without building it: its paths, its commands and the arguments of its entry point.</summary>
public class ContainerfileTests
{
    private static readonly string Root = ReadmeTests.Root();

    private static readonly string[] Lines =
        [.. File.ReadAllLines(Path.Combine(Root, "src", "QuayTags", "Containerfile")).Where(line => line.Length > 0 && line[0] != '#')];

    private static string[] EntryPoint => JsonSerializer.Deserialize<string[]>(Instruction("ENTRYPOINT"))!;

    private static string[] DefaultOptions => JsonSerializer.Deserialize<string[]>(Instruction("CMD"))!;

    [Fact]
    public void Published_project_exists_and_is_the_entry_point()
    {
        string[] words = Instruction("RUN").Split(' ');
        string project = words[2];

        Assert.Equal(["dotnet", "publish"], words[..2]);
        Assert.True(File.Exists(Path.Combine(Root, project, $"{Path.GetFileName(project)}.csproj")), project);
        Assert.Equal("/app", words[Array.IndexOf(words, "-o") + 1]);
        Assert.Equal("--from=build /app /app", Lines.Last(line => line.StartsWith("COPY", StringComparison.Ordinal))[5..]);
        Assert.Equal(["dotnet", $"/app/{Path.GetFileName(project)}.dll", "serve"], EntryPoint[..3]);
        Assert.Equal("QuayTags", typeof(QuayTagsApp).Assembly.GetName().Name);
    }

    [Fact]
    public void Default_options_are_valid_and_match_the_exposed_port()
    {
        ParseResult parsed = ServeCommand.Create(ToolRun.Context()).Parse([.. EntryPoint[3..], .. DefaultOptions]);

        Assert.Empty(parsed.Errors);
        Assert.Equal(["--port", Instruction("EXPOSE")], DefaultOptions);
        Assert.Contains($":{Instruction("EXPOSE")}/", Instruction("HEALTHCHECK"), StringComparison.Ordinal);
        Assert.Equal(["--address", "0.0.0.0"], EntryPoint[3..]);
    }

    [Fact]
    public void Options_of_a_run_can_choose_the_port() => Assert.Empty(
        ServeCommand.Create(ToolRun.Context()).Parse([.. EntryPoint[3..], "--port", "9090", "--seed", "/seeds/acme.json"]).Errors);

    [Theory]
    [InlineData(".containerignore")]
    [InlineData(".dockerignore")]
    public void Builds_of_the_host_are_not_copied(string file) => Assert.Equal(
        ["**/bin", "**/obj", "**/artifacts", ".git"], File.ReadAllLines(Path.Combine(Root, file)));

    [Fact]
    public async Task Health_check_requests_a_path_that_needs_no_token()
    {
        string url = Regex.Match(Instruction("HEALTHCHECK"), "\"http://127.0.0.1:8080/(?<path>[^\"]+)\"").Groups["path"].Value;
        await using ServingRun run = await ServingRun.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        using HttpResponseMessage response = await client.GetAsync(new Uri(run.Endpoint, url), TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public void Image_has_two_stages_and_no_privileges()
    {
        Assert.Equal(2, Lines.Count(line => line.StartsWith("FROM ", StringComparison.Ordinal)));
        Assert.Equal("$APP_UID", Instruction("USER"));
    }

    private static string Instruction(string name) =>
        Assert.Single(Lines, line => line.StartsWith(name + " ", StringComparison.Ordinal))[(name.Length + 1)..];
}
