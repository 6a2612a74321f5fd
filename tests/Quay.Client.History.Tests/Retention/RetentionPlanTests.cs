using Quay.Client.Testing;

namespace Quay.Client.History.Tests.Retention;

public sealed class RetentionPlanTests : IDisposable
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    private readonly RetentionFixture _quay = new();

    public void Dispose() => _quay.Dispose();

    [Fact]
    public async Task Old_tags_that_match_are_deleted_and_every_other_tag_has_its_reason()
    {
        _quay.Add("latest", 90, 'a');
        _quay.Add("pr-1", 40, 'b');
        _quay.Add("pr-2", 20, 'c');
        _quay.Add("pr-3", 0.5, 'd');

        TagPlan plan = await _quay.PlanAsync(new RetentionPolicy { Tags = ["pr-*"], OlderThan = Month });

        Assert.Equal(
            [
                "acme/app: 1 step, 4 tags compared.",
                "Delete the tags that match 'pr-*' and are at least 30 days old. "
                + "Keep those that are younger than 1 day or are part of a kept manifest list.",
                $"delete acme/app:pr-1, which points at {RetentionFixture.Digest('b')}: it matches 'pr-*' and dates from "
                + "2026-10-14 12:00:00Z.",
                "skip acme/app:latest: its name does not match the policy.",
                "skip acme/app:pr-2: it dates from 2026-11-03 12:00:00Z, less than 30 days ago.",
                "skip acme/app:pr-3: it dates from 2026-11-23 00:00:00Z, and the grace period is 1 day.",
            ],
            plan.Describe().Split('\n'));
        Assert.Equal((1, 0), (plan.ReleasedImages!.Count, plan.ReleasedImages.UnknownSizes));
        Assert.True((await _quay.ExecuteAsync(plan)).IsComplete);
        Assert.Equal(["latest", "pr-2", "pr-3"], _quay.App.Tags.Select(tag => tag.Name).Order());
    }

    [Fact]
    public async Task Globs_and_the_regular_expression_must_both_match_the_whole_name()
    {
        _quay.Add("v1", 90, 'a');
        _quay.Add("v1-rc", 90, 'b');
        _quay.Add("pre-v1", 90, 'c');
        _quay.Add("w1", 90, 'd');

        Assert.Equal(
            "pre-v1 NotSelected, v1 Delete, v1-rc NotSelected, w1 NotSelected",
            await _quay.VerdictsAsync(new RetentionPolicy { Tags = ["v*", "pre*"], TagsRegex = "v[0-9]|w[0-9]" }));
    }

    [Fact]
    public async Task Newest_tags_are_kept_overall_or_per_group()
    {
        foreach (int number in (int[])[1, 2, 3])
        {
            _quay.Add($"a-{number}", 40 - number, (char)('0' + number));
            _quay.Add($"b-{number}", 30 - number, (char)('3' + number));
        }

        Assert.Equal(
            "a-1 Delete, a-2 Delete, a-3 Delete, b-1 Delete, b-2 KeptNewest, b-3 KeptNewest",
            await _quay.VerdictsAsync(new RetentionPolicy { KeepNewest = 2 }));
        Assert.Equal(
            "a-1 Delete, a-2 KeptNewest, a-3 KeptNewest, b-1 Delete, b-2 KeptNewest, b-3 KeptNewest",
            await _quay.VerdictsAsync(new RetentionPolicy { KeepNewest = 2, TagsRegex = "(?<line>[a-z])-.*", GroupBy = "line" }));
    }

    [Fact]
    public async Task Tags_that_began_in_the_same_second_as_the_last_kept_one_are_kept()
    {
        _quay.Add("a", 10, 'a');
        _quay.Add("b", 10, 'b');
        _quay.Add("c", 11, 'c');

        Assert.Equal("a KeptNewest, b KeptNewest, c Delete", await _quay.VerdictsAsync(new RetentionPolicy { KeepNewest = 1 }));
    }

    [Fact]
    public async Task Signatures_of_images_without_a_tag_neither_count_nor_stay_as_the_newest()
    {
        for (int number = 1; number <= 4; number++)
        {
            char image = (char)('0' + number);
            _quay.Add($"tmp{number}", 90, image, end: _quay.Now.AddDays(-2));
            string list = _quay.App.AddManifestList(RetentionFixture.Digest(image)).Digest;
            _quay.App.AddEntry($"v{number}", list, _quay.Now.AddDays(number - 50));
            _quay.Add(RetentionFixture.Signature(image), 50.5 - number, (char)('a' + number));
        }

        Assert.Equal(
            $"{RetentionFixture.Signature('1')} Delete, {RetentionFixture.Signature('2')} ChildOfKeptIndex, "
            + $"{RetentionFixture.Signature('3')} ChildOfKeptIndex, {RetentionFixture.Signature('4')} ChildOfKeptIndex, "
            + "v1 Delete, v2 KeptNewest, v3 KeptNewest, v4 KeptNewest",
            await _quay.VerdictsAsync(new RetentionPolicy { KeepNewest = 3 }));
    }

    [Fact]
    public async Task Tag_without_a_start_is_never_old()
    {
        _quay.App.AddEntry("ancient", RetentionFixture.Digest('a'), DateTimeOffset.UnixEpoch);
        _quay.Add("old", 90, 'b');

        Assert.Equal("ancient Unknown, old Delete", await _quay.VerdictsAsync(new RetentionPolicy { OlderThan = Month }));
    }

    [Fact]
    public async Task Tags_are_protected_by_name_digest_label_and_shared_manifest()
    {
        _quay.Add("by-digest", 90, 'a');
        _quay.Add("by-label", 90, 'b');
        _quay.Add("other-value", 90, 'c');
        _quay.Add("prod", 90, 'd');
        _quay.Add("same-as-prod", 90, 'd');
        _quay.App.AddLabel(RetentionFixture.Digest('b'), "keep", "true");
        _quay.App.AddLabel(RetentionFixture.Digest('c'), "keep", "false");
        var policy = new RetentionPolicy
        {
            OlderThan = Month,
            ProtectTags = ["prod"],
            ProtectDigests = [RetentionFixture.Digest('a')],
            ProtectLabels = ["keep=true"],
            AllowDeletingAll = true,
        };

        Assert.Equal(
            "by-digest Protected, by-label Protected, other-value Delete, prod Protected, same-as-prod SharesProtectedDigest",
            await _quay.VerdictsAsync(policy));
    }

    [Fact]
    public async Task Labels_are_read_only_for_manifests_of_tags_that_would_be_deleted()
    {
        _quay.Add("latest", 90, 'a');
        _quay.Add("pr-1", 90, 'b');
        _quay.Add("pr-2", 90, 'b');
        _quay.Add("pr-3", 2, 'c');

        await _quay.PlanAsync(new RetentionPolicy { Tags = ["pr-*"], OlderThan = Month, ProtectLabels = ["keep"] });

        Assert.Single(_quay.Quay.Requests, request => request.Request.Target.Contains("/labels", StringComparison.Ordinal));
        _quay.Quay.Requests.AssertNoWrites();
    }

    [Fact]
    public async Task Tag_that_was_pulled_recently_is_kept_and_its_start_counts_if_it_never_was()
    {
        _quay.Add("idle", 90, 'a');
        _quay.Add("pulled", 90, 'b');
        _quay.Add("pulled-by-digest", 90, 'c');
        _quay.Add("same-manifest", 90, 'c');
        _quay.Add("young", 20, 'd');
        _quay.App.Pull("pulled");
        _quay.App.Pull("same-manifest");

        Assert.Equal(
            "idle Delete, pulled RecentlyPulled, pulled-by-digest RecentlyPulled, same-manifest RecentlyPulled, young TooYoung",
            await _quay.VerdictsAsync(new RetentionPolicy { NotPulledFor = Month }));
    }

    [Fact]
    public async Task Day_of_a_pull_counts_until_its_end()
    {
        _quay.Add("a", 90, 'a');
        _quay.Add("b", 90, 'b');
        _quay.App.SetPulls("a", 1, _quay.Now.AddDays(-30));
        _quay.App.SetPulls("b", 1, _quay.Now.AddDays(-31));

        Assert.Equal("a RecentlyPulled, b Delete", await _quay.VerdictsAsync(new RetentionPolicy { NotPulledFor = Month }));
    }

    [Fact]
    public async Task Without_pull_statistics_no_tag_is_deleted_and_the_server_is_asked_once()
    {
        using var quay = new RetentionFixture(FakeFeatures.All with { PullStatistics = false });
        quay.Add("a", 90, 'a');
        quay.Add("b", 90, 'b');

        TagPlan plan = await quay.PlanAsync(new RetentionPolicy { NotPulledFor = Month });

        Assert.Empty(plan.Steps);
        Assert.All(plan.Skipped, skipped => Assert.Equal(
            (SkipKind.Unknown, "when it was last pulled is unknown: the server does not count pulls."), (skipped.Kind, skipped.Reason)));
        Assert.Single(quay.Quay.Requests, request => request.Request.Target.Contains("pull_statistics", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Images_of_a_kept_manifest_list_are_kept(bool isNewServer)
    {
        _quay.Quay.ServerVersion = new Version(3, isNewServer ? 18 : 16);
        string list = _quay.App.AddManifestList(RetentionFixture.Digest('a')).Digest;
        _quay.App.AddEntry("multi", list, _quay.Now.AddDays(-90));
        _quay.Add("pr-amd64", 90, 'a');
        _quay.Add("pr-other", 90, 'b');
        _quay.App.AddEntry(RetentionFixture.Signature('a'), RetentionFixture.Digest('c'), _quay.Now.AddDays(-90));

        Assert.Equal(
            $"multi NotSelected, pr-amd64 ChildOfKeptIndex, pr-other Delete, {RetentionFixture.Signature('a')} ChildOfKeptIndex",
            await _quay.VerdictsAsync(new RetentionPolicy { TagsRegex = "pr-.*|sha.*", OlderThan = Month }));
        Assert.Equal(
            isNewServer ? 0 : 1,
            _quay.Quay.Requests.Count(request => request.Request.Target.Contains("/manifest/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Tags_are_kept_if_the_images_of_a_kept_manifest_list_are_unknown()
    {
        _quay.Quay.ServerVersion = new Version(3, 16);
        string list = _quay.App.AddManifestList(RetentionFixture.Digest('a')).Digest;
        _quay.App.AddEntry("multi", list, _quay.Now.AddDays(-90));
        _quay.Add("pr-1", 90, 'b');
        _quay.Quay.Faults.When(
            request => request.Target.Contains("/manifest/", StringComparison.Ordinal),
            Fault.Status(404, """{"error_type": "not_found", "status": 404, "detail": "Not Found"}""", "application/json"));

        Assert.Equal("multi NotSelected, pr-1 Unknown", await _quay.VerdictsAsync(new RetentionPolicy { Tags = ["pr-*"] }));
    }

    [Fact]
    public async Task Signed_images_of_a_kept_manifest_list_keep_their_signature_even_if_they_can_lose_their_tag()
    {
        _quay.Add("tmp", 90, 'a', end: _quay.Now.AddDays(-2));
        string list = _quay.App
            .AddManifestList(RetentionFixture.Digest('a'), RetentionFixture.Digest('b'), RetentionFixture.Digest('c')).Digest;
        _quay.App.AddEntry("multi", list, _quay.Now.AddDays(-90));
        _quay.Add("pr-signed", 90, 'b');
        _quay.Add("pr-unsigned", 90, 'c');
        _quay.Add(RetentionFixture.Signature('a'), 90, '1');
        _quay.Add(RetentionFixture.Signature('b'), 90, '2');

        Assert.Equal(
            $"multi NotSelected, pr-signed KeptSignature, pr-unsigned Delete, {RetentionFixture.Signature('a')} ChildOfKeptIndex, "
            + $"{RetentionFixture.Signature('b')} ChildOfKeptIndex",
            await _quay.VerdictsAsync(new RetentionPolicy { TagsRegex = "pr-.*|sha.*", OlderThan = Month, AllowDeletingChildren = true }));
    }

    [Fact]
    public async Task Tags_of_Cosign_go_and_stay_with_their_image()
    {
        _quay.Add("kept", 90, 'a');
        _quay.Add("pr-1", 90, 'b');
        _quay.Add("pr-2", 90, 'c');
        _quay.Add(RetentionFixture.Signature('a'), 90, '1');
        _quay.Add(RetentionFixture.Signature('b'), 90, '2');
        _quay.Add(RetentionFixture.Signature('b', "att"), 90, '3');
        _quay.Add(RetentionFixture.Signature('c'), 0.5, '4');
        _quay.Add(RetentionFixture.Signature('d'), 90, '5');
        var policy = new RetentionPolicy { Tags = ["pr-*"], OlderThan = Month };

        Assert.Equal(
            $"kept NotSelected, pr-1 Delete, pr-2 KeptSignature, {RetentionFixture.Signature('a')} KeptWithImage, "
            + $"{RetentionFixture.Signature('b', "att")} Delete, {RetentionFixture.Signature('b')} Delete, "
            + $"{RetentionFixture.Signature('c')} TooYoung, {RetentionFixture.Signature('d')} NotSelected",
            await _quay.VerdictsAsync(policy));

        // Quay deletes the tags of Cosign with the last tag of the image.
        PlanResult result = await _quay.ExecuteAsync(await _quay.PlanAsync(policy));
        Assert.True(result.IsComplete);
        Assert.Equal([true, false, false], result.Steps.Select(step => step.Change!.IsChanged));
    }

    [Fact]
    public async Task Protected_signature_keeps_every_tag_of_its_image()
    {
        _quay.Add("latest", 90, 'a');
        _quay.Add("pr-1", 90, 'a');
        _quay.Add(RetentionFixture.Signature('a'), 90, '1');
        _quay.App.AddLabel(RetentionFixture.Digest('1'), "keep", "true");

        Assert.Equal(
            $"latest NotSelected, pr-1 KeptSignature, {RetentionFixture.Signature('a')} Protected",
            await _quay.VerdictsAsync(new RetentionPolicy { Tags = ["pr-*"], ProtectLabels = ["keep"] }));
    }

    [Fact]
    public async Task Immutable_tags_and_unsupported_names_are_kept()
    {
        _quay.Add("fixed", 90, 'a');
        _quay.Add("..", 90, 'b');
        _quay.Add("old", 90, 'c');
        _quay.App.SetImmutable("fixed");

        Assert.Equal(
            ".. UnsupportedName, fixed Immutable, old Delete",
            await _quay.VerdictsAsync(new RetentionPolicy { OlderThan = Month, AllowDeletingAll = true }));
    }

    [Theory]
    [InlineData(FakeRepositoryState.ReadOnly, "READ_ONLY")]
    [InlineData(FakeRepositoryState.Mirror, "MIRROR")]
    public async Task Tags_of_a_repository_that_is_not_normal_are_kept(FakeRepositoryState state, string name)
    {
        _quay.Add("old", 90, 'a');
        _quay.App.State = state;

        TagPlan plan = await _quay.PlanAsync(new RetentionPolicy { OlderThan = Month });

        Assert.Empty(plan.Steps);
        Assert.Equal(
            $"skip acme/app:old: the repository is in the state {name}, in which tags cannot be changed.",
            Assert.Single(plan.Skipped).ToString());
    }

    [Fact]
    public async Task Tags_expire_at_the_date_unless_they_already_do_or_Quay_would_change_it()
    {
        DateTimeOffset date = _quay.Now.AddDays(10);
        _quay.Add("ancient", 800, 'a');
        _quay.Add("earlier", 90, 'b', end: _quay.Now.AddDays(5));
        _quay.Add("later", 90, 'c', end: _quay.Now.AddDays(50));
        _quay.Add("old", 90, 'd');

        Assert.Equal(
            "ancient UnsupportedExpiration, earlier AlreadyExpires, later Expire, old Expire",
            await _quay.VerdictsAsync(new RetentionPolicy { OlderThan = Month, ExpireAt = date }));
        TagPlan plan = await _quay.PlanAsync(new RetentionPolicy { OlderThan = Month, ExpireAfter = TimeSpan.FromDays(10) });
        Assert.All(plan.Steps, step => Assert.Equal(date, step.Expiration));
        Assert.Null(plan.ReleasedImages);
        Assert.True((await _quay.ExecuteAsync(plan)).IsComplete);
        Assert.Equal(date, _quay.App.FindTag("old")!.End);
        Assert.Equal(_quay.Now.AddDays(5), _quay.App.FindTag("earlier")!.End);
    }

    [Fact]
    public async Task Policy_that_selects_every_unprotected_tag_is_rejected_unless_it_is_allowed_to()
    {
        _quay.Add("prod", 90, 'a');
        _quay.Add("old", 90, 'b');
        var policy = new RetentionPolicy { OlderThan = Month, ProtectTags = ["prod"] };

        QuayConflictException error = await Assert.ThrowsAsync<QuayConflictException>(() => _quay.PlanAsync(policy));

        Assert.Equal(
            "The policy would delete every tag of acme/app that is not protected. Nothing was planned. Keep some tags, such as the "
            + "newest ones, or set allow_deleting_all in the policy.",
            error.Message);
        Assert.Equal(
            "old Delete, prod Protected",
            await _quay.VerdictsAsync(new RetentionPolicy { OlderThan = Month, ProtectTags = ["prod"], AllowDeletingAll = true }));
    }

    [Theory]
    [InlineData("/tag/")]
    [InlineData("/labels")]
    [InlineData("/pull_statistics")]
    [InlineData("/manifest/")]
    public async Task Failed_read_plans_nothing(string path)
    {
        _quay.Quay.ServerVersion = new Version(3, 16);
        _quay.App.AddEntry("multi", _quay.App.AddManifestList(RetentionFixture.Digest('a')).Digest, _quay.Now.AddDays(-90));
        _quay.Add("pr-1", 90, 'b');
        _quay.Quay.Faults.When(
            request => request.Target.Contains(path, StringComparison.Ordinal),
            Fault.Status(500, "<html>", "text/html"));

        await Assert.ThrowsAnyAsync<QuayException>(() => _quay.PlanAsync(
            new RetentionPolicy { Tags = ["pr-*"], NotPulledFor = Month, ProtectLabels = ["keep"] }));
    }

    [Fact]
    public async Task Namespace_plan_covers_each_repository_and_a_repository_that_cannot_be_read_ends_it()
    {
        FakeRepository web = _quay.Quay.AddRepository("acme/web");
        FakeRepository mirror = _quay.Quay.AddRepository("acme/mirror");
        mirror.State = FakeRepositoryState.Mirror;
        _quay.Add("latest", 90, 'a');
        _quay.Add("pr-1", 90, 'b');
        web.AddEntry("pr-1", RetentionFixture.Digest('c'), _quay.Now.AddDays(-90));
        web.AddEntry("pr-2", RetentionFixture.Digest('d'), _quay.Now.AddDays(-2));
        mirror.AddEntry("pr-9", RetentionFixture.Digest('e'), _quay.Now.AddDays(-90));
        var policy = new RetentionPolicy { Tags = ["pr-*"], OlderThan = Month };
        CancellationToken token = TestContext.Current.CancellationToken;

        TagPlan plan = await _quay.History.PlanNamespaceRetentionAsync("acme", policy, cancellationToken: token);

        Assert.Equal(("acme", null), (plan.Namespace, plan.Repository));
        Assert.Equal(["acme/app:pr-1", "acme/web:pr-1"], plan.Steps.Select(step => $"{step.Repository}:{step.Tag}"));
        Assert.Equal(
            ["acme/app:latest NotSelected", "acme/mirror:pr-9 ReadOnly", "acme/web:pr-2 TooYoung"],
            plan.Skipped.Select(skipped => $"{skipped.Repository}:{skipped.Tag} {skipped.Kind}"));
        Assert.Equal((2, 5), (plan.ReleasedImages!.Count, plan.ComparedTags));
        Assert.Equal(plan.ToJson(), TagPlan.Parse(plan.ToJson()).ToJson());
        Assert.True((await _quay.ExecuteAsync(plan)).IsComplete);
        Assert.Equal(["pr-2"], web.Tags.Select(tag => tag.Name));

        _quay.Quay.Faults.When(
            request => request.Target.Contains("/acme/web/tag", StringComparison.Ordinal),
            Fault.Status(403, """{"detail": "Unauthorized", "error_type": "insufficient_scope"}""", "application/json"));
        await Assert.ThrowsAsync<QuayPermissionException>(
            () => _quay.History.PlanNamespaceRetentionAsync("acme", policy, cancellationToken: token));
        await Assert.ThrowsAsync<QuayNotFoundException>(
            () => _quay.History.PlanNamespaceRetentionAsync("elsewhere", policy, cancellationToken: token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Namespace_plan_keeps_a_repository_that_would_lose_every_unprotected_tag_unless_it_can(bool isAllowed)
    {
        FakeRepository stale = _quay.Quay.AddRepository("acme/stale");
        stale.AddEntry("prod", RetentionFixture.Digest('c'), _quay.Now.AddDays(-90));
        stale.AddEntry("v1", RetentionFixture.Digest('d'), _quay.Now.AddDays(-90));
        _quay.Add("v1", 90, 'a');
        _quay.Add("v2", 2, 'b');
        var policy = new RetentionPolicy { OlderThan = Month, ProtectTags = ["prod"], AllowDeletingAll = isAllowed };

        TagPlan plan = await _quay.History.PlanNamespaceRetentionAsync(
            "acme", policy, cancellationToken: TestContext.Current.CancellationToken);

        string[] deleted = ["acme/app:v1", "acme/stale:v1"];
        Assert.Equal(isAllowed ? deleted : deleted[..1], plan.Steps.Select(step => $"{step.Repository}:{step.Tag}"));
        Assert.Equal(plan.Steps.Count, plan.ReleasedImages!.Count);
        Assert.Equal(
            isAllowed ? null : "the policy would delete every unprotected tag of the repository, and does not allow that.",
            plan.Skipped.SingleOrDefault(skipped => skipped.Kind == SkipKind.WouldDeleteAll)?.Reason);
    }

    [Fact]
    public async Task Restore_plan_restores_what_was_deleted_and_does_nothing_for_tags_that_still_exist()
    {
        _quay.Add("latest", 90, 'a');
        _quay.Add("pr-1", 90, 'b');
        _quay.Add("pr-2", 90, 'c');
        TagPlan plan = await _quay.PlanAsync(new RetentionPolicy { Tags = ["pr-*"] });
        TagPlan undo = TagPlan.Parse(plan.ToRestorePlan().ToJson());

        Assert.All((await _quay.ExecuteAsync(undo)).Steps, step => Assert.False(step.Change!.IsChanged));
        TagPlan first = plan.WithSteps(plan.Steps.Take(1));
        Assert.Null(first.ReleasedImages);
        await _quay.ExecuteAsync(first);
        Assert.Equal([true, false], (await _quay.ExecuteAsync(undo)).Steps.Select(step => step.Change!.IsChanged));
        Assert.Equal(RetentionFixture.Digest('b'), _quay.App.FindTag("pr-1")?.Digest);
    }

    [Fact]
    public async Task Restore_plan_never_overrides_a_foreign_write()
    {
        _quay.Add("latest", 90, 'a');
        _quay.Add("pr-1", 90, 'b');
        _quay.Add("pr-2", 90, 'c');
        TagPlan plan = await _quay.PlanAsync(new RetentionPolicy { Tags = ["pr-*"] });
        await _quay.ExecuteAsync(plan);
        string pushed = _quay.App.Push("pr-1").Digest;
        _quay.App.Push("pr-2");
        _quay.App.DeleteTag("pr-2");

        PlanResult result = await _quay.History.ExecuteAsync(
            plan.ToRestorePlan(),
            new PlanExecutionOptions { ContinueOnError = true },
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.All(result.Steps, step => Assert.IsType<QuayConflictException>(step.Error));
        Assert.Equal(pushed, _quay.App.FindTag("pr-1")?.Digest);
        Assert.Null(_quay.App.FindTag("pr-2"));
    }

    [Fact]
    public async Task Description_states_that_tags_cannot_be_restored_without_a_time_machine()
    {
        _quay.App.Namespace.TimeMachine = TimeSpan.Zero;
        _quay.Add("latest", 90, 'a');
        _quay.Add("pr-1", 90, 'b');

        TagPlan plan = await _quay.PlanAsync(new RetentionPolicy { Tags = ["pr-*"] });

        Assert.EndsWith("so they cannot be restored.", plan.Description, StringComparison.Ordinal);
    }
}
