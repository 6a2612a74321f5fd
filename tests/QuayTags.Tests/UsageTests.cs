using System.CommandLine;
using Quay.Client;
using Quay.Client.Testing;

namespace QuayTags.Tests;

public class UsageTests
{
    [Theory]
    [InlineData("'Foo/bar' is not the name of a repository", "show", "Foo/bar")]
    [InlineData("'a/../b' is not the name of a repository", "history", "a/../b")]
    [InlineData("'busybox' is not the name of a repository", "history", "busybox")]
    [InlineData("'a/b' is not the name of a tag", "history", "--tag", "a/b")]
    [InlineData("'' is not the name of a tag", "history", "--tag", "")]
    [InlineData("'re:x' is not a filter", "history", "--filter", "re:x")]
    [InlineData("'x' is not a filter", "history", "--filter", "x")]
    [InlineData("--filter", "history", "--filter", "like:")]
    [InlineData("--page-size: '0' is not a whole number from 1 to 100", "history", "--page-size", "0")]
    [InlineData("--page-size: '101' is not a whole number from 1 to 100", "history", "--page-size", "101")]
    [InlineData("--page-size: 'many' is not a whole number", "history", "--page-size", "many")]
    [InlineData("--max-entries: '0' is not a whole number of at least 1", "history", "--max-entries", "0")]
    [InlineData("--max-entries: '-1' is not a whole number of at least 1", "history", "--max-entries", "-1")]
    [InlineData("--tag", "history", "--tag")]
    [InlineData("This command has no option '--tag'", "show", "--tag", "latest")]
    [InlineData("This command has no option '--active'", "show", "--active")]
    [InlineData("--page-size", "show", "acme/app", "--page-size", "5")]
    [InlineData("'two'", "history", "acme/one", "two")]
    [InlineData("'purge'", "purge")]
    [InlineData("Either REPOSITORY or NAMESPACE or --plan is required", "prune", "--older-than", "30d", "--yes")]
    [InlineData("Either REPOSITORY or NAMESPACE or --plan is required", "prune", "acme/app", "--plan", "plan.json", "--yes")]
    [InlineData("at least one of --tag, --regex, --older-than and --keep-newest", "prune", "acme/app", "--yes")]
    [InlineData("at least one of --tag, --regex, --older-than and --keep-newest", "prune", "acme", "--protect", "latest", "--yes")]
    [InlineData("--policy cannot be combined", "prune", "acme", "--policy", "policy.json", "--keep-newest", "3", "--yes")]
    [InlineData("--plan executes an existing plan, and excludes ", "prune", "--plan", "plan.json", "--older-than", "3d", "--yes")]
    [InlineData("--older-than: '30' is not a duration", "prune", "acme", "--older-than", "30", "--yes")]
    [InlineData("--older-than: '0d' is not a duration of at least one second", "prune", "acme", "--older-than", "0d", "--yes")]
    [InlineData("--keep-newest: '0' is not a whole number", "prune", "acme", "--keep-newest", "0", "--yes")]
    [InlineData("--regex: '(' is not a regular expression", "prune", "acme", "--regex", "(", "--yes")]
    [InlineData("--tag: 'a/b' is not the name of a tag", "prune", "acme", "--tag", "a/b", "--yes")]
    [InlineData("--protect: 'a/*' matches no tag", "prune", "acme", "--older-than", "3d", "--protect", "a/*", "--yes")]
    [InlineData("'Acme' is not the name of an organization", "prune", "Acme", "--older-than", "3d", "--yes")]
    [InlineData("The policy would select every tag", "prune", "acme", "--tag", "*", "--yes")]
    [InlineData("Pass --yes", "prune", "acme", "--older-than", "30d")]
    [InlineData("Pass --yes", "prune", "acme", "--older-than", "30d", "--json")]
    [InlineData("Pass --yes", "promote", "acme/app", "one", "two")]
    [InlineData("Pass --yes", "expire", "acme/app", "one", "30d")]
    [InlineData("Pass --yes", "delete", "acme/app", "one", "two")]
    [InlineData("Pass --yes", "delete", "acme/app", "one", "--json")]
    [InlineData("Pass --yes", "restore", "acme/app", "one", "--previous")]
    [InlineData("Pass --yes", "rollback", "acme/app", "2d")]
    [InlineData("Pass --yes", "rollback", "--plan", "plan.json")]
    [InlineData("'a/b' is not the name of a tag", "delete", "acme/app", "one", "a/b")]
    [InlineData("'..' is not the name of a tag that can be deleted", "delete", "acme/app", "one", "..")]
    [InlineData("'a%2fb' is not the name of a tag that can be deleted", "delete", "acme/app", "one", "a%2fb", "--keep-going")]
    [InlineData("This command has no option '--force'", "delete", "acme/app", "one", "--force")]
    [InlineData("--expect needs exactly one TAG", "delete", "acme/app", "one", "two", "--expect", "sha256:ab")]
    [InlineData("'TAG'", "delete", "acme/app")]
    [InlineData("'sha256:xyz' is not the digest", "promote", "acme/app", "sha256:xyz", "prod")]
    [InlineData("'a/b' is not the name of a tag", "promote", "acme/app", "a/b", "prod")]
    [InlineData("'a/b' is not the name of a tag", "promote", "acme/app", "1.0", "a/b")]
    [InlineData("--expect: 'prod' is not the digest", "promote", "acme/app", "1.0", "prod", "--expect", "prod")]
    [InlineData("--expires: a moved tag can expire from 61 minutes", "promote", "acme/app", "1.0", "prod", "--expires", "1h")]
    [InlineData("--expires: a moved tag can expire from 61 minutes", "promote", "acme/app", "1.0", "prod", "--expires", "105w")]
    [InlineData("'TO'", "promote", "acme/app", "1.0")]
    [InlineData("'2030-01-01T00:00:00' is not a time", "expire", "acme/app", "prod", "2030-01-01T00:00:00")]
    [InlineData("'30' is not a time", "expire", "acme/app", "prod", "30")]
    [InlineData("'2020-01-01T00:00:00Z' is not in the future", "expire", "acme/app", "prod", "2020-01-01T00:00:00Z")]
    [InlineData("'0d' is not in the future", "expire", "acme/app", "prod", "0d")]
    [InlineData("'2030-01-01T00:00:00Z' is in the future", "restore", "acme/app", "prod", "--as-of", "2030-01-01T00:00:00Z")]
    [InlineData("--svg: The name of the file is empty.", "timeline", "acme/app", "--svg", "")]
    [InlineData("--tag: 'a/b' is not the name of a tag", "timeline", "acme/app", "--svg", "-", "--tag", "a/b")]
    [InlineData("--tag: 'a/*' matches no tag", "timeline", "acme/app", "--svg", "-", "--tag", "a/*")]
    [InlineData("--from: '2030-01-01T00:00:00Z' is in the future", "timeline", "acme/app", "--svg", "-", "--from", "2030-01-01T00:00:00Z")]
    [InlineData("--to: 'tomorrow' is not a time", "timeline", "acme/app", "--svg", "-", "--to", "tomorrow")]
    [InlineData("--from must be before --to", "timeline", "acme/app", "--svg", "-", "--from", "1d", "--to", "2d")]
    [InlineData("--from must be before --to", "timeline", "acme/app", "--svg", "-", "--from", "1d", "--to", "24h")]
    [InlineData("--svg and --html cannot be combined", "timeline", "acme/app", "--svg", "-", "--html", "-")]
    [InlineData("--html: The name of the file is empty.", "timeline", "acme/app", "--html", "")]
    [InlineData("Exactly one", "restore", "acme/app", "prod")]
    [InlineData("'Foo/bar' is not the name of a repository", "log", "Foo/bar")]
    [InlineData("--tag: '1.2.*/x' matches no tag", "log", "--tag", "1.2.*/x")]
    [InlineData("--tag: 'a/b' is not the name of a tag", "log", "--tag", "a/b")]
    [InlineData("[REPOSITORY] TIME", "at")]
    [InlineData("[REPOSITORY] TIME is required", "at", "acme/app")]
    [InlineData("[REPOSITORY] TIME is required", "at", "2d", "3d")]
    [InlineData("[REPOSITORY] TIME is required", "at", "acme/app", "acme/two")]
    [InlineData("'2d'", "at", "acme/app", "1d", "2d")]
    [InlineData("'2030-01-01T00:00:00Z' is in the future", "at", "2030-01-01T00:00:00Z")]
    [InlineData("'busybox' is not a time", "at", "busybox")]
    [InlineData("'Foo/bar' is not the name of a repository", "at", "2d", "Foo/bar")]
    [InlineData("This command has no option '--active'", "at", "2d", "--active")]
    [InlineData("--tag: '[a]*' matches no tag", "at", "2d", "--tag", "[a]*")]
    [InlineData("'Acme' is not the name of an organization", "snapshot", "Acme")]
    [InlineData("'Foo/bar' is not the name of a repository", "snapshot", "Foo/bar")]
    [InlineData("This command has no option '--active'", "snapshot", "--active")]
    [InlineData("--at: '2030-01-01T00:00:00Z' is in the future", "snapshot", "acme", "--at", "2030-01-01T00:00:00Z")]
    [InlineData("--changed needs --checkpoint", "snapshot", "acme", "--changed")]
    [InlineData("--checkpoint needs a namespace", "snapshot", "acme/app", "--checkpoint", "scan.json")]
    [InlineData("'acme'", "whoami", "acme")]
    [InlineData("[REPOSITORY] FROM TO is required", "diff", "2d")]
    [InlineData("[REPOSITORY] FROM TO is required", "diff", "acme/app", "2d")]
    [InlineData("[REPOSITORY] FROM TO is required", "diff", "acme/app", "acme/two", "2d")]
    [InlineData("[REPOSITORY] FROM TO is required", "diff", "1d", "2d", "3d")]
    [InlineData("'2030-01-01T00:00:00Z' is in the future", "diff", "2d", "2030-01-01T00:00:00Z")]
    [InlineData("--at: '2030-01-01T00:00:00Z' is in the future", "diff", "acme/app", "acme/two", "--at", "2030-01-01T00:00:00Z")]
    [InlineData("--at, --other-url and --other-profile need two repositories", "diff", "2d", "1d", "--at", "3d")]
    [InlineData("--at, --other-url and --other-profile need two", "diff", "acme/app", "2d", "1d", "--other-url", "https://quay.example")]
    [InlineData("need two repositories", "diff", "2d", "1d", "--other-profile", "work")]
    [InlineData("cannot be combined", "diff", "a/b", "a/c", "--other-profile", "work", "--other-url", "https://quay.example")]
    [InlineData("--other-url: 'quay.example' is not the URL of a Quay", "diff", "acme/app", "acme/two", "--other-url", "quay.example")]
    [InlineData("--tag: 'a/*' matches no tag", "diff", "2d", "1d", "--tag", "a/*")]
    [InlineData("REPOSITORY TIME is required", "rollback", "2d")]
    [InlineData("REPOSITORY TIME is required", "rollback", "acme/app")]
    [InlineData("'2030-01-01T00:00:00Z' is in the future", "rollback", "acme/app", "2030-01-01T00:00:00Z")]
    [InlineData("--tag: 'a/*' matches no tag", "rollback", "acme/app", "2d", "--tag", "a/*")]
    [InlineData("or --plan is required", "rollback")]
    [InlineData("or --plan is required", "rollback", "acme/app", "2d", "--plan", "plan.json")]
    [InlineData("--plan executes an existing plan, and excludes ", "rollback", "--plan", "plan.json", "--tag", "prod")]
    [InlineData("--plan executes an existing plan, and excludes ", "rollback", "--plan", "plan.json", "--delete-newer")]
    [InlineData("--plan executes an existing plan, and excludes ", "rollback", "--plan", "plan.json", "--save", "other.json")]
    [InlineData("Exactly one", "restore", "acme/app", "prod", "--previous", "--to", "sha256:ab")]
    public async Task Wrong_usage_is_reported_and_sends_no_request(string message, params string[] args)
    {
        FakeQuay quay = TestQuay.WithEntries();
        await using FakeQuayServer server = FakeQuayServer.Start(quay);

        ToolRun run = await ToolRun.RunAsync(args, new() { ["QUAY_URL"] = $"{server.Endpoint}" });

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("(Parameter", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        quay.Requests.AssertRequests();
    }

    [Theory]
    [InlineData("ftp://quay.example", "It begins with https://")]
    [InlineData("quay.example", "It begins with https://")]
    [InlineData("", "It begins with https://")]
    [InlineData("http://", "'http://' is not the URL of a Quay server")]
    [InlineData("https://quay.example/api/v1", "without /api/v1")]
    public async Task Invalid_url_is_wrong_usage(string url, string message)
    {
        ToolRun run = await ToolRun.RunAsync("history", "--url", url);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invalid_url_in_the_environment_is_wrong_usage()
    {
        ToolRun run = await ToolRun.RunAsync(["history"], new() { ["QUAY_URL"] = "http://" });

        Assert.Contains("'http://' is not the URL of a Quay server", run.AssertFailure(2), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://quay.example", "secret", "--allow-insecure-http")]
    [InlineData("https://quay.example", "sec ret", "cannot be sent")]
    public async Task Token_that_cannot_be_sent_is_wrong_usage(string url, string token, string message)
    {
        ToolRun run = await ToolRun.RunAsync(["history", "--url", url], new() { ["QUAY_TOKEN"] = token });

        string line = run.AssertFailure(2);
        Assert.Contains(message, line, StringComparison.Ordinal);
        Assert.DoesNotContain(token, line, StringComparison.Ordinal);
    }

    [Fact]
    public void Token_is_sent_over_http_with_allow_insecure_http()
    {
        var connection = new Connection(ToolRun.Context(new() { ["QUAY_TOKEN"] = "secret" }));
        var command = new Command("any");
        connection.AddTo(command);

        Assert.Throws<UsageException>(() => connection.Open(command.Parse("--url http://quay.example")));
        using QuayClient client = connection.Open(command.Parse("--url http://quay.example --allow-insecure-http"));
    }

    [Fact]
    public async Task Help_is_error_output_if_there_are_no_arguments()
    {
        ToolRun run = await ToolRun.RunAsync();

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains("\n  history ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("history   List", "--help")]
    [InlineData("--max-entries", "history", "--help")]
    [InlineData("quayadmin/busybox", "show", "-h")]
    [InlineData(".", "--version")]
    public async Task Requested_help_and_version_are_output(string message, params string[] args)
    {
        ToolRun run = await ToolRun.RunAsync(args);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Contains(message, run.Output, StringComparison.Ordinal);
    }
}
