using CsCheck;

namespace Quay.Client.Tests.Paging;

/// <summary>Verifies how entries of a tag history are recognized, and the texts that positions store.</summary>
public class EntryIdentityTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_795_000_000);
    private static readonly TagHistoryEntry Entry = new() { Name = "a", ManifestDigest = "sha256:1", Start = Start };

    private static readonly Gen<string> Name =
        Gen.OneOf(Gen.String[Gen.Char["ab =-red"], 0, 8], Gen.String[Gen.Char["\u00e4\u65e5\U0001F433=\n\t "], 0, 5], Gen.String);

    private static readonly Gen<string?> Digest = Gen.OneOf(
        Gen.Const((string?)null),
        Gen.String[Gen.Char["0123456789abcdef"], 0, 64].Select(hex => (string?)("sha256:" + hex)));

    [Fact]
    public void Text_of_any_identity_is_parsed_as_the_same_identity() =>
        Gen.Select(Gen.Long, Name, Digest, Gen.Bool, Gen.Bool, Gen.Bool).Sample((second, name, digest, reversion, ended, deleted) =>
        {
            var identity = new EntryIdentity(second, name, digest, reversion, ended, deleted);
            Assert.Equal(identity, EntryIdentity.Parse(identity.ToString()));
        });

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("1795000000 sha256:1 =")]
    [InlineData("now sha256:1 = a")]
    [InlineData("1.5 sha256:1 = a")]
    [InlineData("99999999999999999999 sha256:1 = a")]
    public void Other_text_is_not_parsed(string text) => Assert.Null(EntryIdentity.Parse(text));

    [Fact]
    public void Text_does_not_depend_on_the_culture() =>
        Assert.Equal("1795000000 sha256:1 =r a", EntryIdentity.Of(Entry with { Reversion = true }).ToString());

    [Fact]
    public void Entries_that_differ_in_name_digest_start_or_reversion_have_different_identities()
    {
        EntryIdentity identity = EntryIdentity.Of(Entry);
        Assert.NotEqual(identity, EntryIdentity.Of(Entry with { Name = "b" }));
        Assert.NotEqual(identity, EntryIdentity.Of(Entry with { ManifestDigest = "sha256:2" }));
        Assert.NotEqual(identity, EntryIdentity.Of(Entry with { Start = Start.AddSeconds(1) }));
        Assert.NotEqual(identity, EntryIdentity.Of(Entry with { Reversion = true }));
    }

    [Fact]
    public void Entry_that_ended_in_a_later_second_keeps_its_identity() =>
        Assert.Equal(EntryIdentity.Of(Entry), EntryIdentity.Of(Entry with { End = Start.AddSeconds(1), Immutable = true, Size = 7 }));

    [Theory]
    [InlineData(null, false)]
    [InlineData(1, false)]
    [InlineData(0, true)] // It ended in the second in which it began.
    [InlineData(-1, true)] // It was permanently deleted.
    public void Entry_is_short_lived_if_it_did_not_end_in_a_later_second(int? seconds, bool isShortLived) =>
        Assert.Equal(
            isShortLived,
            EntryIdentity.Of(Entry with { End = seconds is { } end ? Start.AddSeconds(end) : null }).IsAmbiguous);

    [Fact]
    public void Entry_without_a_start_comes_after_all_others_and_is_not_short_lived()
    {
        var identity = EntryIdentity.Of(Entry with { Start = null });
        Assert.Equal((0, false), (identity.Second, identity.IsAmbiguous));
    }
}
