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
    public void Arguments_of_the_entry_point_are_valid_and_match_the_exposed_port()
    {
        ParseResult parsed = ServeCommand.Create(ToolRun.Context()).Parse([.. EntryPoint[3..], "--seed", "/seeds/acme.json"]);

        Assert.Empty(parsed.Errors);
        Assert.Equal(Instruction("EXPOSE"), EntryPoint[^1]);
        Assert.Contains($":{EntryPoint[^1]}/", Instruction("HEALTHCHECK"), StringComparison.Ordinal);
        Assert.Equal("0.0.0.0", EntryPoint[^3]);
    }

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
