using CsCheck;
using Quay.Client.Testing;

namespace Quay.Client.Tests.Tags;

/// <summary>
/// Verifies random writes whose requests or responses are lost at random: no entry is written twice, and each result is correct.
/// </summary>
[Trait("Speed", "Slow")]
public class LostResponsePropertyTests
{
    private enum Kind
    {
        Move,
        ForcedMove,
        Delete,
        Restore,
        Expire,
        Clear,
        MakeImmutable,
        MakeMutable,
    }

    private static readonly Gen<(int Seed, (Kind Kind, int Tag, int Image, int Seconds)[] Writes)> Sequences = Gen.Select(
        Gen.Int, Gen.Select(Gen.Enum<Kind>(), Gen.Int[0, 1], Gen.Int[0, 2], Gen.Int[0, 2]).Array[1, 12]);

    [Fact]
    public Task No_entry_is_written_twice_and_each_result_is_correct_if_requests_or_responses_are_lost() =>
        Sequences.SampleAsync(async sequence =>
    {
        using var fixture = new TagFixture(configure: options => options.MaxRetries = 2);
        string[] images = [fixture.Push("image-0"), fixture.Push("image-1"), fixture.Push("image-2")];
        fixture.App.Push("tag-0", images[0]);
        fixture.Quay.Faults.AtRandom(TagFixture.IsWrite, sequence.Seed, rate: 0.5, [Fault.Cut, Fault.LostResponse, Fault.BadGateway]);
        foreach ((Kind kind, int number, int image, int seconds) in sequence.Writes)
        {
            string tag = $"tag-{number}";
            fixture.Clock.Advance(TimeSpan.FromSeconds(seconds));
            FakeTagEntry? before = fixture.App.FindTag(tag);
            (DateTimeOffset? endBefore, bool? immutableBefore) = (before?.End, before?.IsImmutable);
            int entriesBefore = fixture.EntryCountOf(tag);

            TagChange? change = null;
            Exception? error = null;
            try
            {
                change = await WriteAsync(fixture, kind, tag, images[image]);
            }
            catch (QuayException fault)
            {
                error = fault;
            }

            FakeTagEntry? after = fixture.App.FindTag(tag);
            bool isSame = after == before && after?.End == endBefore && after?.IsImmutable == immutableBefore;
            int added = fixture.EntryCountOf(tag) - entriesBefore;
            string description = $"{kind} {tag} {images[image]}: {change} {error}";
            Assert.False(error is QuayOutcomeUnknownException, description);
            if (change is null or { IsChanged: false })
            {
                Assert.True(isSame && added == 0, description);
                continue;
            }

            Assert.True(added == (kind is Kind.Move or Kind.ForcedMove or Kind.Restore ? 1 : 0), description);
            Assert.True(change.OtherEntries.Count == 0, description);
            Assert.True(
                change.After?.ManifestDigest == after?.Digest && change.After?.End?.ToUnixTimeSeconds() == after?.End?.ToUnixTimeSeconds(),
                description);
            Assert.True(kind switch
            {
                Kind.Move or Kind.ForcedMove or Kind.Restore => after?.Digest == images[image],
                Kind.Delete => after is null,
                Kind.Expire => after?.End is not null,
                Kind.Clear => after is { End: null },
                Kind.MakeImmutable => after?.IsImmutable == true,
                _ => after?.IsImmutable == false,
            }, description);
        }
    }, iter: 300);

    private static Task<TagChange> WriteAsync(TagFixture fixture, Kind kind, string tag, string digest) => kind switch
    {
        Kind.Move => fixture.Tags.MoveAsync("acme/app", tag, digest),
        Kind.ForcedMove => fixture.Tags.MoveAsync("acme/app", tag, digest, new TagWriteOptions { Force = true }),
        Kind.Delete => fixture.Tags.DeleteAsync("acme/app", tag),
        Kind.Restore => fixture.Tags.RestoreAsync("acme/app", tag, digest),
        Kind.Expire => fixture.Tags.SetExpirationAsync("acme/app", tag, fixture.Now.AddDays(2)),
        Kind.Clear => fixture.Tags.ClearExpirationAsync("acme/app", tag),
        Kind.MakeImmutable => fixture.Tags.SetImmutableAsync("acme/app", tag, true),
        _ => fixture.Tags.SetImmutableAsync("acme/app", tag, false),
    };
}
