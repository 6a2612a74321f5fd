using System.Text.Json.Nodes;
using Quay.Client;
using Quay.Client.Testing;
using static QuayTags.Tests.WriteFixture;

namespace QuayTags.Tests;

/// <summary>Tests that the printed command undoes a write.</summary>
public sealed class UndoTests
{
    private const string Label = "because a label of its image sets this time";

    private static readonly string[] Writes =
    [
        "promote acme/app source prod",
        "promote acme/app source prod --expires 30d",
        "promote acme/app prod prod --force",
        "expire acme/app prod 20d",
        "expire acme/app prod never",
        "delete acme/app prod",
        "restore acme/app prod --previous",
        $"restore acme/app prod --to {Digest('a')}",
    ];

    private static readonly string[] Expiries = ["absent", "never", "40d", "90m", "10m"];
    private static readonly string?[] Labels = [null, "2d"];

    public static TheoryData<string, string, string?> Cases() =>
    [
        .. from write in Writes
           from expiry in Expiries
           from label in Labels
           select new TheoryDataRow<string, string, string?>(write, expiry, label),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Printed_command_restores_the_digest_and_the_expiry(string write, string expiry, string? label)
    {
        await using var quay = new WriteFixture();
        quay.AddEntry("source", 'b', daysAgo: 3);
        quay.AddEntry("prod", 'a', daysAgo: 9, endedDaysAgo: 2);
        if (label is not null)
        {
            quay.App.AddLabel(Digest('b'), "quay.expires-after", label);
        }

        if (expiry != "absent")
        {
            DateTimeOffset? end = expiry switch
            {
                "40d" => Now.AddDays(40),
                "90m" => Now.AddMinutes(90),
                "10m" => Now.AddMinutes(10),
                _ => null,
            };
            quay.App.AddEntry("prod", Digest('c'), Now.AddDays(-1), end);
        }

        (string?, DateTimeOffset?) before = State(quay);
        ToolRun run = await ToolRun.RunAsync([.. write.Split(' '), "--yes"], quay.Context());
        if (State(quay) == before)
        {
            Assert.DoesNotContain("Undo: ", run.Error, StringComparison.Ordinal);
            return;
        }

        string? line = run.ErrorLines.SingleOrDefault(line => line.StartsWith("Undo: ", StringComparison.Ordinal));
        foreach (string command in line?["Undo: ".Length..].Split(" && ") ?? [])
        {
            Assert.Equal("quaytags", command.Split(' ')[0]);
            ToolRun undo = await quay.RunAsync(command.Split(' ')[1..]);
            Assert.Equal(0, undo.ExitCode);
        }

        if (expiry == "10m" && !write.StartsWith("expire", StringComparison.Ordinal))
        {
            string limit = $"prod: this cannot be undone{(line is null ? "" : " completely")}: the tag expired at 2026-11-23 12:40:00Z";
            Assert.Contains(limit, run.Error, StringComparison.Ordinal);
            Assert.Equal(before.Item1, State(quay).Item1);
        }
        else
        {
            Assert.Equal(before, State(quay));
        }
    }

    [Fact]
    public async Task Printed_command_is_quoted_for_a_shell()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "There is no sh.");
        const string Name = "it's $HOME & more";
        await using var quay = new WriteFixture();
        quay.App.AddEntry(Name, Digest('a'), Now.AddDays(-3));
        using var folder = new ShellFolder();

        ToolRun run = await quay.RunAsync("delete", "acme/app", Name);
        Assert.Null(quay.App.FindTag(Name));
        string command = Assert.Single(run.ErrorLines)["Undo: ".Length..];
        (int exitCode, _, string error) = await folder.RunAsync(
            command + " --yes", ("QUAY_URL", quay.Url), ("QUAY_TOKEN", quay.Quay.Token));

        Assert.True(exitCode == 0, error);
        Assert.NotNull(quay.App.FindTag(Name));
    }

    [Fact]
    public async Task Undo_reports_an_expiry_that_a_label_of_the_image_sets_again()
    {
        await using var quay = new WriteFixture();
        quay.AddEntry("prod", 'a', daysAgo: 3);
        quay.App.AddLabel(Digest('a'), "quay.expires-after", "2d");

        ToolRun run = await quay.RunAsync("delete", "acme/app", "prod");
        ToolRun undo = await quay.RunAsync(Assert.Single(run.ErrorLines).Split(' ')[2..]);

        Assert.Contains(Label, undo.ErrorLines[^1], StringComparison.Ordinal);
        string[] clear = undo.ErrorLines[^1].Split("To remove the expiry: quaytags ")[1].Split(' ');
        Assert.Equal(0, (await quay.RunAsync(clear)).ExitCode);
        Assert.Equal((Digest('a'), null), State(quay));
    }

    [Fact]
    public async Task Json_has_the_arguments_of_the_same_commands_with_yes()
    {
        await using var quay = new WriteFixture();
        quay.AddEntry("source", 'b', daysAgo: 3);
        quay.App.AddEntry("prod", Digest('a'), Now.AddDays(-1), Now.AddDays(40));

        JsonNode tag = Assert.Single(await quay.JsonAsync(0, "promote", "acme/app", "source", "prod", "--yes"))!;

        foreach (JsonNode? command in tag["undo"]!.AsArray())
        {
            string[] args = [.. command!.AsArray().Select(argument => (string)argument!)];
            Assert.Equal("--yes", args[^1]);
            Assert.Equal(0, (await ToolRun.RunAsync(args, quay.Context())).ExitCode);
        }

        Assert.Equal((Digest('a'), Now.AddDays(40)), State(quay));
        Assert.Null(tag["undo_limit"]);
    }

    [Fact]
    public async Task Undo_does_not_override_a_later_write_of_somebody_else()
    {
        await using var quay = new WriteFixture();
        quay.AddEntry("source", 'b', daysAgo: 3);
        quay.AddEntry("prod", 'a', daysAgo: 3);
        quay.AddEntry("other", 'c', daysAgo: 3);
        ToolRun run = await quay.RunAsync("promote", "acme/app", "source", "prod");
        quay.App.Move("prod", Digest('c'));

        ToolRun undo = await quay.RunAsync(Assert.Single(run.ErrorLines).Split(' ')[2..]);

        Assert.Contains("but the precondition is that it points at", undo.AssertFailure(1), StringComparison.Ordinal);
        Assert.Equal((Digest('c'), null), State(quay));
    }

    [Theory]
    [InlineData("", "--url {0}", "--url {0} --allow-insecure-http", "--allow-insecure-http --url {0}")]
    [InlineData(", with the same --token-command", "--url {0}", "--url {0} --token-command", "--token-command")]
    public async Task Undo_has_the_options_of_the_server_but_no_secret(string same, string shown, string given, string last)
    {
        await using var quay = new WriteFixture();
        quay.AddEntry("prod", 'a', daysAgo: 3);
        string[] options =
            [.. string.Format(null, given, quay.Url).Split(' '),
                .. last == "--token-command" ? [$"echo {quay.Quay.Token}"] : Array.Empty<string>()];
        ToolContext context = quay.Context();
        Func<string, string?> environment = context.GetEnvironmentVariable;
        context = context with { GetEnvironmentVariable = name => name == "QUAY_URL" ? null : environment(name) };

        ToolRun run = await ToolRun.RunAsync(["delete", "acme/app", "prod", "--yes", .. options], context);

        string line = Assert.Single(run.ErrorLines);
        Assert.StartsWith($"Undo{same}: quaytags restore acme/app prod --to {Digest('a')} ", line, StringComparison.Ordinal);
        Assert.Contains(string.Format(null, shown, quay.Url), line, StringComparison.Ordinal);
        Assert.Equal(
            last.StartsWith("--allow", StringComparison.Ordinal), line.Contains("--allow-insecure-http", StringComparison.Ordinal));
        Assert.DoesNotContain(quay.Quay.Token, run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_of_a_delete_does_not_overwrite_a_tag_that_was_pushed_again()
    {
        await using var quay = new WriteFixture();
        quay.AddEntry("prod", 'a', daysAgo: 3);
        quay.AddEntry("other", 'c', daysAgo: 3);
        ToolRun run = await quay.RunAsync("delete", "acme/app", "prod");
        quay.App.Move("prod", Digest('c'));

        ToolRun undo = await quay.RunAsync(Assert.Single(run.ErrorLines).Split(' ')[2..]);

        Assert.Contains("the precondition is that it does not exist", undo.AssertFailure(1), StringComparison.Ordinal);
        Assert.Equal((Digest('c'), null), State(quay));
    }

    [Fact]
    public async Task Undo_works_in_a_shell_without_the_server_in_the_environment()
    {
        await using var quay = new WriteFixture();
        quay.AddEntry("prod", 'a', daysAgo: 3);

        ToolRun run = await quay.RunAsync("delete", "acme/app", "prod");
        ToolRun undo = await ToolRun.RunAsync(
            [.. Assert.Single(run.ErrorLines).Split(' ')[2..], "--yes"],
            new Dictionary<string, string> { ["QUAY_TOKEN"] = quay.Quay.Token });

        Assert.Equal(0, undo.ExitCode);
        Assert.NotNull(quay.App.FindTag("prod"));
    }

    [Fact]
    public void Undo_has_the_proxy_only_without_a_login()
    {
        static ServerSettings Settings(string proxy) =>
            new() { Url = new("https://quay.example"), UrlSource = "QUAY_URL", OwnProxy = new(proxy), CaFile = "ca.pem" };

        Assert.Equal(
            ["--url", "https://quay.example/", "--ca-file", "ca.pem", "--proxy", "http://proxy:3128"],
            ConnectionArguments.Of(Settings("http://proxy:3128")));
        Assert.DoesNotContain("--proxy", ConnectionArguments.Of(Settings("http://me:secret@proxy:3128")));
    }

    [Fact]
    public async Task Undo_with_the_token_from_the_input_does_not_ask()
    {
        await using var quay = new WriteFixture();
        quay.AddEntry("prod", 'a', daysAgo: 3);
        ToolContext Context() => quay.Context() with { Input = new StringReader(quay.Quay.Token) };

        ToolRun run = await ToolRun.RunAsync(["delete", "acme/app", "prod", "--yes", "--token-stdin"], Context());
        string command = Assert.Single(run.ErrorLines).Split(": quaytags ")[1];

        Assert.EndsWith(" --yes", command, StringComparison.Ordinal);
        Assert.Equal(0, (await ToolRun.RunAsync([.. command.Split(' '), "--token-stdin"], Context())).ExitCode);
    }

    [Fact]
    public void Immutable_tag_cannot_be_moved_back()
    {
        TagHistoryEntry after = Entry('b') with { Immutable = true };

        Undo? undo = Undo.Of("acme/app", Changed(Entry('a', daysAgo: 3), after), Now);

        Assert.Empty(undo!.Commands);
        Assert.Equal("the tag is immutable now.", undo.Limit);
    }

    [Fact]
    public void Tag_without_a_known_digest_cannot_be_restored()
    {
        Undo? undo = Undo.Of("acme/app", Changed(Entry('a') with { ManifestDigest = null }, null), Now);

        Assert.Empty(undo!.Commands);
        Assert.NotNull(undo.Limit);
    }

    private static DateTimeOffset Now => ToolRun.Now;

    private static (string? Digest, DateTimeOffset? End) State(WriteFixture quay) =>
        quay.App.FindTag("prod") is { } entry ? (entry.Digest, Seconds(entry.End)) : default;

    // Quay stores milliseconds, and its API has seconds.
    private static DateTimeOffset? Seconds(DateTimeOffset? time) =>
        time is { } exact ? DateTimeOffset.FromUnixTimeSeconds(exact.ToUnixTimeSeconds()) : null;

    private static TagHistoryEntry Entry(char hex, int daysAgo = 0) =>
        new() { Name = "prod", ManifestDigest = Digest(hex), Start = Now.AddDays(-daysAgo) };

    private static TagOutcome Changed(TagHistoryEntry? before, TagHistoryEntry? after) =>
        new() { Tag = "prod", Outcome = Outcome.Changed, Before = before, After = after };
}
