using System.Text.Json.Nodes;
using CsCheck;
using Quay.Client.Testing;

namespace QuayTags.Tests.Serving;

/// <summary>Tests that a fake that loads a recorded seed lists the same histories as the recorded server.</summary>
[Trait("Speed", "Slow")]
public sealed class RecordedSeedTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private string SeedPath => Path.Combine(_folder, "seed.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Random_histories_are_the_same_after_a_round_trip() => await Gen
        .Select(Gen.Int[1, 3], Gen.Select(Gen.Int[0, 2], Gen.Int[0, 9], Gen.Int[0, 4], Gen.Int[0, 90_000]).Array[0, 60])
        .SampleAsync(
            async scenario =>
            {
                (int repositories, (int Repository, int Kind, int Tag, int Seconds)[] steps) = scenario;
                var clock = new FakeQuayClock(ToolRun.Now.AddDays(-60));
                var quay = new FakeQuay(clock) { Features = FakeFeatures.All };
                FakeRepository[] all =
                    [.. Enumerable.Range(0, repositories).Select(index => quay.AddRepository($"acme/app{index}", index == 0))];
                foreach (var step in steps)
                {
                    Apply(all[step.Repository % repositories], step.Kind, $"t{step.Tag}", clock.GetUtcNow());
                    clock.Advance(TimeSpan.FromMilliseconds(step.Seconds % 3 == 0 ? step.Seconds % 900 : step.Seconds * 1000L));
                }

                await AssertRoundTripAsync(quay, "acme");
            },
            iter: 40,
            threads: 1);

    [Fact]
    public async Task Server_whose_clock_stands_still_in_the_past_has_the_same_live_tags_after_a_round_trip()
    {
        var clock = new FakeQuayClock(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));
        var quay = new FakeQuay(clock);
        FakeRepository app = quay.AddRepository("acme/app");
        app.Push("expiring");
        app.Expire("expiring", clock.GetUtcNow().AddDays(7));
        app.Push("deleted");
        clock.Advance(TimeSpan.FromHours(1));
        app.DeleteTag("deleted");
        app.Push("new");
        app.Push("newer");

        await AssertRoundTripAsync(quay, "acme");

        string[] live = ["deleted", "expiring", "new", "newer"];
        Assert.Equal(
            live.Select(tag => app.FindTag(tag)?.Digest), live.Select(tag => Load().FindRepository("acme/app")!.FindTag(tag)?.Digest));
        Assert.Equal(clock.GetUtcNow().AddMilliseconds(999), Load().TimeProvider.GetUtcNow());
    }

    [Fact]
    public async Task Long_history_is_recorded_over_its_pages()
    {
        FakeQuay quay = SampleQuay.Create();

        await AssertRoundTripAsync(quay, "rqorg");

        Assert.Equal(2500, Load().Repositories[0].Entries.Count);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(12)]
    [InlineData(16)]
    public async Task Older_server_without_children_and_immutability_is_recorded(int minor)
    {
        var quay = new FakeQuay(new FakeQuayClock(ToolRun.Now)) { ServerVersion = new Version(3, minor) };
        FakeRepository app = quay.AddRepository("acme/app");
        app.Move("multi", app.AddManifestList(app.Push("one").Digest).Digest);

        await AssertRoundTripAsync(quay, "acme/app", withoutImages: minor == 6);
    }

    [Fact]
    public async Task Sizes_that_quay_does_not_know_and_those_of_lists_are_recorded()
    {
        var quay = new FakeQuay(new FakeQuayClock(ToolRun.Now));
        quay.AddRepository("acme/app").LoadHistory(new StringReader("""
            {"name": "image", "manifest_digest": "sha256:aa", "start_ts": 1760000002, "size": null}
            {"name": "list", "manifest_digest": "sha256:bb", "start_ts": 1760000001, "size": 5, "is_manifest_list": true}
            """));

        await AssertRoundTripAsync(quay, "acme");

        Assert.Equal([null, 5], Load().Repositories[0].Entries.Select(entry => entry.Manifest.Size));
    }

    [Fact]
    public async Task Seed_of_a_user_has_visibility_state_and_window_but_nothing_secret()
    {
        var quay = new FakeQuay(new FakeQuayClock(ToolRun.Now));
        quay.AddUser("bob").TimeMachine = TimeSpan.FromDays(3);
        quay.AddUser("carol");
        FakeRepository tool = quay.AddRepository("bob/tool", isPublic: true).Grant("admin", FakeRole.Admin).Grant("carol", FakeRole.Write);
        tool.Description = "confidential";
        tool.State = FakeRepositoryState.ReadOnly;
        tool.AddLabel(tool.Push("v1").Digest, "maintainer", "dave");

        ToolRun run = await RecordAsync(quay, "bob");

        string text = await File.ReadAllTextAsync(SeedPath, TestContext.Current.CancellationToken);
        Assert.Equal($"Saved 1 repository with 1 entry to {SeedPath}. To serve them, run 'serve --seed {SeedPath}'.", run.ErrorLines[^1]);
        Assert.All(
            new[] { quay.Token, tool.StatusToken, "confidential", "carol", "dave", "@" },
            secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        FakeRepository loaded = Load().Repositories[0];
        Assert.Equal((true, FakeRepositoryState.ReadOnly), (loaded.IsPublic, loaded.State));
        Assert.Equal((false, TimeSpan.FromDays(3)), (loaded.Namespace.IsOrganization, loaded.Namespace.TimeMachine));
    }

    [Fact]
    public async Task Namespace_without_visible_repositories_is_incomplete()
    {
        ToolRun run = await RecordAsync(new FakeQuay(new FakeQuayClock(ToolRun.Now)), "admin", exitCode: 3);

        Assert.StartsWith("Saved 0 repositories with 0 entries to ", run.ErrorLines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repository_that_vanished_is_skipped()
    {
        var quay = new FakeQuay(new FakeQuayClock(ToolRun.Now));
        quay.AddRepository("acme/gone");
        quay.AddRepository("acme/kept");
        quay.Changes.Before(
            request => request.Target.Contains("acme/gone", StringComparison.Ordinal), () => quay.DeleteRepository("acme/gone"));

        ToolRun run = await RecordAsync(quay, "acme", exitCode: 3);

        Assert.StartsWith("! acme/gone was skipped: ", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal(["acme/kept"], Load().Repositories.Select(repository => repository.FullName));
    }

    [Fact]
    public async Task Repository_that_the_token_cannot_read_is_skipped()
    {
        var quay = new FakeQuay(new FakeQuayClock(ToolRun.Now));
        quay.AddRepository("acme/kept");
        quay.AddRepository("acme/secret");
        quay.Faults.When(
            request => request.Target.Contains("acme/secret", StringComparison.Ordinal),
            Fault.Status(403, """{"message":"Unauthorized"}""", "application/json"));

        ToolRun run = await RecordAsync(quay, "acme", exitCode: 3);

        Assert.StartsWith("! acme/secret was skipped: ", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal(["acme/kept"], Load().Repositories.Select(repository => repository.FullName));
    }

    [Fact]
    public async Task Repository_whose_history_no_seed_can_have_is_skipped()
    {
        var quay = new FakeQuay(new FakeQuayClock(ToolRun.Now));
        quay.AddRepository("acme/kept");
        quay.AddRepository("acme/twice");
        quay.Faults.When(
            request => request.Target.Contains("acme/twice/tag/", StringComparison.Ordinal),
            Fault.Status(
                200,
                """
                {"has_additional": false, "page": 1, "tags": [
                  {"name": "v1", "start_ts": 1760000002, "manifest_digest": "sha256:aa", "size": 1},
                  {"name": "v1", "start_ts": 1760000001, "manifest_digest": "sha256:bb", "size": 1}
                ]}
                """,
                "application/json"));

        ToolRun run = await RecordAsync(quay, "acme", exitCode: 3);

        Assert.StartsWith(
            "! acme/twice was skipped, because a seed cannot have its history: $.repositories[0].history[1]: ",
            run.ErrorLines[0],
            StringComparison.Ordinal);
        Assert.Equal(["acme/kept"], Load().Repositories.Select(repository => repository.FullName));
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--changed")]
    [InlineData("--at", "1d")]
    [InlineData("--tag", "v1")]
    public async Task Other_options_of_snapshot_are_rejected(params string[] args)
    {
        ToolRun run = await ToolRun.RunAsync(["snapshot", "quayadmin", "--seed", SeedPath, .. args]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"--seed cannot be combined with {args[0]}.", run.ErrorLines);
        Assert.False(File.Exists(SeedPath));
    }

    [Fact]
    public async Task File_that_cannot_be_written_is_an_error_before_the_first_request()
    {
        var quay = new FakeQuay(new FakeQuayClock(ToolRun.Now));
        quay.AddRepository("acme/app", isPublic: true);
        await using FakeQuayServer server = FakeQuayServer.Start(quay);

        ToolRun run = await ToolRun.RunAsync(
            "snapshot", "acme", "--url", $"{server.Endpoint}", "--seed", Path.Combine(_folder, "no", "seed.json"));

        run.AssertFailure(1);
        Assert.Empty(quay.Requests);
    }

    /// <summary>Changes a repository in one of the ways that its history shows.</summary>
    private static void Apply(FakeRepository repository, int kind, string tag, DateTimeOffset now)
    {
        FakeTagEntry? current = repository.FindTag(tag);
        bool isMutable = current is { IsImmutable: false };
        switch (kind)
        {
            case 0 when current is null or { IsImmutable: false }:
                FakeManifest image = repository.AddManifest();
                repository.Move(tag, repository.AddManifestList(image.Digest, "sha256:" + new string('0', 64)).Digest);
                break;
            case 1 when isMutable:
                repository.DeleteTag(tag);
                break;
            case 2 when isMutable:
                repository.DeleteTagPermanently(tag);
                break;
            case 3 when isMutable:
                repository.Expire(tag, now.AddDays(90));
                break;
            case 4 when isMutable && current!.End is null:
                repository.SetImmutable(tag);
                break;
            case 5 when isMutable:
                repository.Restore(tag, repository.Manifests.First().Digest);
                break;
            case 6 when isMutable:
                repository.Expire(tag, now.AddHours(2));
                break;
            default:
                if (current is null or { IsImmutable: false })
                {
                    repository.Push(tag);
                }

                break;
        }
    }

    private async Task AssertRoundTripAsync(FakeQuay quay, string target, bool withoutImages = false)
    {
        await RecordAsync(quay, target);
        FakeQuay loaded = Load();
        FakeRepository[] recorded = [.. quay.Repositories.Where(repository =>
            repository.FullName == target || repository.Namespace.Name == target)];
        Assert.Equal(recorded.Select(repository => repository.FullName), loaded.Repositories.Select(repository => repository.FullName));
        foreach (FakeRepository repository in recorded)
        {
            string[] expected = await HistoryAsync(quay, repository.FullName);
            string[] actual = await HistoryAsync(loaded, repository.FullName);
            Assert.Equal(
                withoutImages ? expected.Select(WithoutImages) : expected, withoutImages ? actual.Select(WithoutImages) : actual);
        }
    }

    // Quay 3.6 also lists IDs of Docker v1 images, which a seed does not have.
    private static string WithoutImages(string entry)
    {
        JsonObject json = JsonNode.Parse(entry)!.AsObject();
        json.Remove("image_id");
        json.Remove("docker_image_id");
        return json.ToJsonString();
    }

    private static async Task<string[]> HistoryAsync(FakeQuay quay, string repository)
    {
        await using FakeQuayServer server = FakeQuayServer.Start(quay);
        ToolRun run = await ToolRun.RunAsync(
            ["history", repository, "--json", "--url", $"{server.Endpoint}", "--allow-insecure-http"],
            new Dictionary<string, string> { ["QUAY_TOKEN"] = quay.Token });
        Assert.Equal(0, run.ExitCode);
        return run.Lines;
    }

    private FakeQuay Load()
    {
        FakeQuaySeed seed = FakeQuaySeed.Parse(File.ReadAllText(SeedPath));
        var quay = new FakeQuay(new FakeQuayClock(seed.Clock!.Value));
        quay.Load(seed);
        return quay;
    }

    private async Task<ToolRun> RecordAsync(FakeQuay quay, string target, int exitCode = 0)
    {
        await using FakeQuayServer server = FakeQuayServer.Start(quay);
        ToolRun run = await ToolRun.RunAsync(
            ["snapshot", target, "--seed", SeedPath, "--url", $"{server.Endpoint}", "--allow-insecure-http"],
            new Dictionary<string, string> { ["QUAY_TOKEN"] = quay.Token });
        Assert.True(run.ExitCode == exitCode, run.Error);
        Assert.Empty(run.Output);
        return run;
    }
}
