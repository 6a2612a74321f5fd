using CsCheck;
using Quay.Client.History;
using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.Tests.Names;

/// <summary>Verifies tags whose names can be restored but not pushed, because Quay's restore route does not validate names.</summary>
[Trait("Speed", "Slow")]
public sealed class RestoredNameTests : IDisposable
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[1, 20],
        Gen.String[Gen.Char["/%2Fa.b\\ \n\t?#:;@_-é＋+*&=~"], 1, 12],
        Gen.OneOf("..", ".", "...", "%2e%2e", "tag", "a/b/", "//", "restore", "a%2Fb", "a%252Fb", "100%"));

    private readonly TagFixture _fixture = new();

    public static TheoryData<string> InPath =>
    [
        "a b", " ", "-rc", ".hidden", "...", "a:b", "a@b", "a+b", "a&b=c", "a?b#c;d", "100%", "tägs", "v٣", "ｖ1", "a／b",
        "restore", "😀", "a*b?", "a\u200bb", new string('a', 255),
    ];

    public static TheoryData<string> ReadableOnly => [".", "..", "a\\b", "a%2Fb", "%2e%2e", "%41", "latest\n", "\u0085", "a\tb"];

    public static TheoryData<string> InvalidTags => ["", "/", "a/b", "a\0", "\ud800", new string('a', 256)];

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [MemberData(nameof(InPath))]
    public async Task Tag_with_an_unpushable_name_is_read_deleted_and_restored_by_its_exact_name(string tag)
    {
        string digest = _fixture.Push("other");
        _fixture.App.Restore(tag, digest);
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        DateTimeOffset then = _fixture.Now;

        Assert.Equal(tag, (await _fixture.Tags.GetAsync("acme/app", tag)).Name);
        Assert.Equal(
            [tag],
            await _fixture.Tags
                .GetHistory("acme/app", new TagHistoryQuery { SpecificTag = tag })
                .Select(entry => entry.Name)
                .ToListAsync());
        Assert.Equal(digest, (await _fixture.History.GetTagAtAsync("acme/app", tag, then)).ManifestDigest);
        Assert.True((await _fixture.Tags.DeleteAsync("acme/app", tag)).IsChanged);
        Assert.Null(_fixture.DigestOf(tag));
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(TagPresence.Absent, (await _fixture.History.GetTagAtAsync("acme/app", tag, _fixture.Now)).Presence);
        Assert.Equal(digest, (await _fixture.Tags.RestorePreviousAsync("acme/app", tag)).After!.ManifestDigest);
        await _fixture.Tags.DeletePermanentlyAsync("acme/app", tag);
        Assert.Equal(digest, (await _fixture.Tags.RestoreAsync("acme/app", tag, digest)).After!.ManifestDigest);
        Assert.Equal(digest, _fixture.DigestOf("other"));
    }

    [Theory]
    [MemberData(nameof(ReadableOnly))]
    public async Task Restored_tag_with_an_ambiguous_path_can_be_read_but_not_changed(string tag)
    {
        string digest = _fixture.Push("other");
        _fixture.App.Restore(tag, digest);
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(tag, (await _fixture.Tags.GetAsync("acme/app", tag)).Name);
        Assert.Equal(digest, (await _fixture.History.GetTagAtAsync("acme/app", tag, _fixture.Now)).ManifestDigest);
        await Assert.ThrowsAsync<ArgumentException>(nameof(tag), () => _fixture.Tags.DeleteAsync("acme/app", tag));
        await Assert.ThrowsAsync<ArgumentException>(nameof(tag), () => _fixture.Tags.RestoreAsync("acme/app", tag, digest));
        await Assert.ThrowsAsync<ArgumentException>(nameof(tag), () => _fixture.Tags.DeletePermanentlyAsync("acme/app", tag));
        await Assert.ThrowsAsync<ArgumentException>(nameof(tag), () => _fixture.Tags.GetPullStatisticsAsync("acme/app", tag));
        Assert.Empty(_fixture.Writes);
    }

    [Theory]
    [MemberData(nameof(InvalidTags))]
    public async Task Name_that_no_tag_can_have_is_rejected_before_a_request(string tag)
    {
        await Assert.ThrowsAsync<ArgumentException>(nameof(tag), () => _fixture.Tags.GetAsync("acme/app", tag));
        await Assert.ThrowsAsync<ArgumentException>(nameof(tag), () => _fixture.Tags.DeleteAsync("acme/app", tag));
        await Assert.ThrowsAsync<ArgumentException>(nameof(tag), () => _fixture.History.GetTagAtAsync("acme/app", tag, _fixture.Now));
        Assert.Empty(_fixture.Quay.Requests);
    }

    [Theory]
    [MemberData(nameof(InPath))]
    public async Task Move_or_change_of_a_tag_with_an_unpushable_name_is_rejected_before_a_request(string tag)
    {
        if (TagName.Parse(tag).CanBePushed || tag.Length > 128)
        {
            return;
        }

        foreach (Func<Task> call in (Func<Task>[])
        [
            () => _fixture.Tags.MoveAsync("acme/app", tag, "sha256:ab"),
            () => _fixture.Tags.SetExpirationAsync("acme/app", tag, _fixture.Now.AddDays(1)),
            () => _fixture.Tags.ClearExpirationAsync("acme/app", tag),
            () => _fixture.Tags.SetImmutableAsync("acme/app", tag, true),
        ])
        {
            Assert.Contains(
                "Quay can read, restore and delete a tag with this name, but not move or change it",
                (await Assert.ThrowsAsync<ArgumentException>(nameof(tag), call)).Message,
                StringComparison.Ordinal);
        }

        Assert.Empty(_fixture.Quay.Requests);
    }

    [Fact]
    public async Task Rollback_restores_and_deletes_tags_with_unpushable_names()
    {
        string digest = _fixture.Push("other");
        _fixture.App.Restore("a b", digest);
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        DateTimeOffset then = _fixture.Now;
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        _fixture.App.DeleteTag("a b");
        _fixture.App.Restore("c*d", digest);
        _fixture.App.Restore("..", digest);
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));

        TagPlan plan = await _fixture.History.PlanRollbackAsync("acme/app", then, new RollbackOptions { DeleteNewer = true });
        PlanResult result = await _fixture.History.ExecuteAsync(plan);

        Assert.True(result.IsComplete);
        Assert.Equal((digest, null), (_fixture.DigestOf("a b"), _fixture.DigestOf("c*d")));
        Assert.Contains("cannot be sent in the path", plan.Skipped.Single(skipped => skipped.Tag == "..").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public Task No_tag_name_directs_a_write_to_another_route() => Texts.SampleAsync(
        async tag =>
        {
            if (!TagName.TryParse(tag, out _))
            {
                return;
            }

            using var fixture = new TagFixture();
            FakeRepository nested = fixture.Quay.AddRepository("acme/app/tag/a/b");
            string digest = fixture.Push("other");
            fixture.App.Restore(tag, digest);
            foreach (Func<Task> call in (Func<Task>[])
            [
                () => fixture.Tags.DeleteAsync("acme/app", tag),
                () => fixture.Tags.RestoreAsync("acme/app", tag, digest),
                () => fixture.Tags.DeletePermanentlyAsync("acme/app", tag),
            ])
            {
                Exception? error = await Record.ExceptionAsync(call);
                Assert.True(error is null or ArgumentException, $"{error}");
            }

            Assert.All(fixture.Writes, write => Assert.Equal(tag, Uri.UnescapeDataString(write.Split(' ')[1].Split('/')[7])));
            Assert.All(fixture.Quay.Requests, exchange => Assert.InRange(exchange.Response!.Status, 200, 299));
            Assert.Equal(digest, fixture.DigestOf("other"));
            Assert.Same(nested, fixture.Quay.FindRepository("acme/app/tag/a/b"));
            Assert.NotNull(fixture.Quay.FindRepository("acme/app"));
            Assert.Equal(TagName.BrokenPathRule(tag) is null ? 3 : 0, fixture.Writes.Count);
        },
        iter: 500);
}
