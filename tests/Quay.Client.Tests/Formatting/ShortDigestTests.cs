namespace Quay.Client.Tests.Formatting;

public class ShortDigestTests
{
    private const string Hash = "0cd3b5d9a9b1f1c4f0c7d5f2e2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3";

    [Theory]
    [InlineData("sha256:" + Hash, "sha256:0cd3b5d9a9b1…")]
    [InlineData("sha512:" + Hash + Hash, "sha512:0cd3b5d9a9b1…")]
    [InlineData("sha256:0cd3b5d9a9b1", "sha256:0cd3b5d9a9b1")]
    [InlineData("sha256:ab", "sha256:ab")]
    [InlineData(Hash, "0cd3b5d9a9b1…")]
    [InlineData("", "")]
    public void Digest_is_shortened_to_twelve_characters_of_its_hash(string digest, string shown) =>
        Assert.Equal(shown, ShortDigest.Of(digest));
}
