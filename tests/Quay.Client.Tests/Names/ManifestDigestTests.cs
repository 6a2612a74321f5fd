namespace Quay.Client.Tests.Names;

public class ManifestDigestTests
{
    private const string NeedsBoth = "it needs an algorithm, a colon and a hexadecimal number";

    [Theory]
    [InlineData("sha256:0cd3")]
    [InlineData("SHA256:ABCDEF0123456789")]
    [InlineData("a_b+c.d-e:f")]
    [InlineData("0:0")]
    public void Valid_digest_is_accepted_unchanged(string digest) => Assert.Equal(digest, ManifestDigest.Parse(digest).ToString());

    [Fact]
    public void Digest_has_at_most_255_characters()
    {
        string longest = "sha256:" + new string('0', 248);

        Assert.Equal(longest, ManifestDigest.Parse(longest).ToString());
        Assert.Contains(
            "a digest has at most 255 characters",
            Assert.Throws<ArgumentException>(() => ManifestDigest.Parse(longest + "0").ToString()).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", NeedsBoth)]
    [InlineData("latest", NeedsBoth)]
    [InlineData(":", NeedsBoth)]
    [InlineData(":0cd3", NeedsBoth)]
    [InlineData("sha256:", NeedsBoth)]
    [InlineData("sha256:0cd3\n", "the control character \\u000a is not a hexadecimal digit")]
    [InlineData("sha256:0cd3\0", "the control character \\u0000 is not a hexadecimal digit")]
    [InlineData("sha256:xyz", "'x' is not a hexadecimal digit")]
    [InlineData("sha256:0cd3:0", "':' is not a hexadecimal digit")]
    [InlineData("sha256:0cd3/labels", "'/' is not a hexadecimal digit")]
    [InlineData("sha256:..", "'.' is not a hexadecimal digit")]
    [InlineData("sha256:0 1", "' ' is not a hexadecimal digit")]
    [InlineData("sha256:０", "'０' is not a hexadecimal digit")]
    [InlineData("sha256:٣", "'٣' is not a hexadecimal digit")]
    [InlineData("sha256%3A0:0", "'%' is not allowed before the colon")]
    [InlineData("../sha256:0", "'/' is not allowed before the colon")]
    [InlineData("sha 256:0", "' ' is not allowed before the colon")]
    [InlineData("sha256\n:0", "the control character \\u000a is not allowed before the colon")]
    [InlineData("ｓha:0", "'ｓ' is not allowed before the colon")]
    public void Invalid_digest_is_rejected_with_the_broken_rule(string digest, string rule) =>
        Assert.Contains(
            rule,
            Assert.Throws<ArgumentException>(nameof(digest), () => ManifestDigest.Parse(digest).ToString()).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Null_digest_is_rejected() => Assert.Throws<ArgumentNullException>("digest", () => ManifestDigest.Parse(null!).ToString());
}
