namespace QuayTags.Tests;

/// <summary>Tests image references that users pass instead of a part of them.</summary>
public sealed class ImageReferenceTests : IAsyncDisposable
{
    private const string Digest = "sha256:57583a1b9c0a7509d3417387b4f43acf80d08cdcf5266ac87987be3f8f919d5d";

    private readonly WriteFixture _quay = new();

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Theory]
    [InlineData("quay.io/acme/app", "'quay.io/'", "acme/app")]
    [InlineData("quay.io/acme/team/app", "'quay.io/'", "acme/team/app")]
    [InlineData("localhost:8080/acme/app", "'localhost:8080/'", "acme/app")]
    [InlineData("localhost/acme/app:1.0", "'localhost/' and ':1.0'", "acme/app")]
    [InlineData("quay.io/acme/app:1.0", "'quay.io/' and ':1.0'", "acme/app")]
    [InlineData("acme/app:1.0", "':1.0'", "acme/app")]
    [InlineData($"acme/app@{Digest}", $"'@{Digest}'", "acme/app")]
    [InlineData($"quay.io/acme/app:1.0@{Digest}", $"'quay.io/' and ':1.0@{Digest}'", "acme/app")]
    [InlineData("docker://quay.io/acme/app:1.0", "'docker://quay.io/' and ':1.0'", "acme/app")]
    [InlineData("docker://acme/app", "'docker://'", "acme/app")]
    [InlineData("https://quay.io/acme/app", "'https://quay.io/'", "acme/app")]
    [InlineData("busybox:latest", "':latest'", "busybox")]
    public async Task Image_reference_as_repository_reports_what_to_remove(string reference, string rest, string repository)
    {
        string[][] commands =
        [
            ["history", reference], ["show", reference], ["log", reference], ["timeline", reference, "--svg", "-"], ["at", reference, "1d"],
            ["diff", "2d", "1d", reference], ["diff", "acme/app", reference], ["rollback", "1d", reference], ["delete", reference, "prod"],
        ];

        foreach (string[] args in commands)
        {
            ToolRun run = await _quay.RunAsync(args);

            Assert.Equal(2, run.ExitCode);
            Assert.StartsWith(
                $"'{reference}' is an image reference: remove {rest}, and pass '{repository}'.",
                run.ErrorLines[0],
                StringComparison.Ordinal);
        }

        _quay.Quay.Requests.AssertRequests();
    }

    [Fact]
    public async Task Repository_without_a_namespace_reports_that_one_is_required()
    {
        ToolRun run = await _quay.RunAsync("at", "busybox:latest", "1d");

        Assert.EndsWith("Also add a namespace, such as 'acme/busybox'.", run.ErrorLines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acme/app:1.0", "'acme/app:'", "1.0")]
    [InlineData("quay.io/acme/app:1.0", "'quay.io/acme/app:'", "1.0")]
    [InlineData($"quay.io/acme/app:1.0@{Digest}", $"'quay.io/acme/app:' and '@{Digest}'", "1.0")]
    [InlineData($"app:1.0@{Digest}", $"'app:' and '@{Digest}'", "1.0")]
    [InlineData("docker://localhost:5000/acme/app:v1", "'docker://localhost:5000/acme/app:'", "v1")]
    public async Task Image_reference_as_tag_reports_what_to_remove(string reference, string rest, string tag)
    {
        string[][] commands =
        [
            ["history", "--tag", reference], ["log", "--tag", reference],
            ["at", "1d", "--tag", reference], ["delete", "acme/app", "prod", reference],
            ["restore", "acme/app", reference, "--previous"],
            ["expire", "acme/app", reference, "1d"],
            ["promote", "acme/app", "prod", reference],
        ];

        foreach (string[] args in commands)
        {
            ToolRun run = await _quay.RunAsync(args);

            Assert.Equal(2, run.ExitCode);
            Assert.Contains(
                $"'{reference}' is an image reference: remove {rest}, and pass '{tag}'.", run.ErrorLines[0], StringComparison.Ordinal);
        }

        _quay.Quay.Requests.AssertRequests();
    }

    [Theory]
    [InlineData("remove 'acme/app:', and pass '1.*'.", "log", "--tag", "acme/app:1.*")]
    [InlineData("remove 'acme/app:', and pass '1.0'.", "promote", "acme/app", "acme/app:1.0", "prod")]
    [InlineData($"remove 'acme/app@', and pass '{Digest}'.", "promote", "acme/app", $"acme/app@{Digest}", "prod")]
    [InlineData(
        $"remove 'acme/app:1.0@', and pass '{Digest}'.", "promote", "acme/app", "1.0", "prod", "--expect", $"acme/app:1.0@{Digest}")]
    [InlineData($"remove 'app@', and pass '{Digest}'.", "restore", "acme/app", "prod", "--to", $"app@{Digest}")]
    [InlineData("remove 'quay.io/', and pass 'acme'.", "list", "quay.io/acme")]
    [InlineData("remove 'quay.io/' and '/app:1.0', and pass 'acme'.", "list", "quay.io/acme/app:1.0")]
    [InlineData("remove '/app', and pass 'acme'.", "list", "acme/app")]
    public async Task Image_reference_as_any_other_argument_reports_what_to_remove(string message, params string[] args)
    {
        ToolRun run = await _quay.RunAsync(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.ErrorLines[0], StringComparison.Ordinal);
        _quay.Quay.Requests.AssertRequests();
    }

    [Theory]
    [InlineData("acme/app")]
    [InlineData("acme/team/app")]
    [InlineData("my.org/app")]
    [InlineData("jane.doe/team/app")]
    [InlineData("acme/quay.io/app")]
    public async Task Repository_name_is_not_an_image_reference(string repository)
    {
        ToolRun run = await _quay.RunAsync("history", repository);

        Assert.NotEqual(2, run.ExitCode);
        Assert.NotEmpty(_quay.Quay.Requests);
    }
}
