using CsCheck;
using Quay.Client.Testing;

namespace Quay.Client.Tests.Tags;

/// <summary>
/// Whatever is written, and however often answers are lost before or after the effect: no row is written twice, and what a call says is so.
/// </summary>
[Trait("Speed", "Slow")]
public class LostAnswerPropertyTests
{
    private enum Kind
    {
        Move,
        ForcedMove,
        Delete,
        Restore,
        Expire,
        Clear,
        Freeze,
        Thaw,
    }

    private static readonly Gen<(int Seed, (Kind Kind, int Tag, int Image, int Seconds)[] Acts)> Stories = Gen.Select(
        Gen.Int, Gen.Select(Gen.Enum<Kind>(), Gen.Int[0, 1], Gen.Int[0, 2], Gen.Int[0, 2]).Array[1, 12]);

    [Fact]
    public Task No_row_is_written_twice_and_what_a_call_says_is_so() => Stories.SampleAsync(async story =>
    {
        using var scene = new TagScene(configure: options => options.MaxRetries = 2);
        string[] images = [scene.Push("image-0"), scene.Push("image-1"), scene.Push("image-2")];
        scene.App.Push("tag-0", images[0]);
        scene.Quay.Faults.AtRandom(TagScene.IsWrite, story.Seed, rate: 0.5, [Fault.Cut, Fault.LostResponse, Fault.BadGateway]);
        foreach ((Kind kind, int number, int image, int seconds) in story.Acts)
        {
            string tag = $"tag-{number}";
            scene.Clock.Advance(TimeSpan.FromSeconds(seconds));
            FakeTagEntry? before = scene.App.FindTag(tag);
            (DateTimeOffset? endBefore, bool? frozenBefore, int rowsBefore) = (before?.End, before?.IsImmutable, scene.RowsOf(tag));

            TagChange? change = null;
            Exception? error = null;
            try
            {
                change = await DoAsync(scene, kind, tag, images[image]);
            }
            catch (QuayException fault)
            {
                error = fault;
            }

            FakeTagEntry? after = scene.App.FindTag(tag);
            bool isSame = after == before && after?.End == endBefore && after?.IsImmutable == frozenBefore;
            int added = scene.RowsOf(tag) - rowsBefore;
            string what = $"{kind} {tag} {images[image]}: {change} {error}";
            Assert.False(error is QuayOutcomeUnknownException, what);
            if (change is null or { IsChanged: false })
            {
                Assert.True(isSame && added == 0, what);
                continue;
            }

            Assert.True(added == (kind is Kind.Move or Kind.ForcedMove or Kind.Restore ? 1 : 0), what);
            Assert.True(change.OtherEntries.Count == 0, what);
            Assert.True(
                change.After?.ManifestDigest == after?.Digest && change.After?.End?.ToUnixTimeSeconds() == after?.End?.ToUnixTimeSeconds(),
                what);
            Assert.True(kind switch
            {
                Kind.Move or Kind.ForcedMove or Kind.Restore => after?.Digest == images[image],
                Kind.Delete => after is null,
                Kind.Expire => after?.End is not null,
                Kind.Clear => after is { End: null },
                Kind.Freeze => after?.IsImmutable == true,
                _ => after?.IsImmutable == false,
            }, what);
        }
    }, iter: 300);

    private static Task<TagChange> DoAsync(TagScene scene, Kind kind, string tag, string digest) => kind switch
    {
        Kind.Move => scene.Tags.MoveAsync("acme/app", tag, digest),
        Kind.ForcedMove => scene.Tags.MoveAsync("acme/app", tag, digest, new TagWriteOptions { Force = true }),
        Kind.Delete => scene.Tags.DeleteAsync("acme/app", tag),
        Kind.Restore => scene.Tags.RestoreAsync("acme/app", tag, digest),
        Kind.Expire => scene.Tags.SetExpirationAsync("acme/app", tag, scene.Now.AddDays(2)),
        Kind.Clear => scene.Tags.ClearExpirationAsync("acme/app", tag),
        Kind.Freeze => scene.Tags.SetImmutableAsync("acme/app", tag, true),
        _ => scene.Tags.SetImmutableAsync("acme/app", tag, false),
    };
}
