using static QuayTags.Tests.WriteFixture;

namespace QuayTags.Tests;

public class LineFitTests
{
    private static readonly string Moved = $"~ nightly-20261117 {Digest('a')} -> {Digest('b')}";

    [Theory]
    [InlineData(200, null)]
    [InlineData(80, "~ nightly-20261117 sha256:aaaaaaaaaaaa… -> sha256:bbbbbbbbbbbb…")]
    [InlineData(63, "~ nightly-20261117 sha256:aaaaaaaaaaaa… -> sha256:bbbbbbbbbbbb…")]
    [InlineData(60, "~ nightly-2026… sha256:aaaaaaaaaaaa… -> sha256:bbbbbbbbbbbb…")]
    [InlineData(40, "~ nightly-2… sha256:aaaaaaaaaaaa… -> sh…")]
    public void Digests_are_shortened_first_then_the_name_then_the_end(int columns, string? line)
    {
        string fitted = LineShortener.Shorten(Moved, "nightly-20261117", columns);

        Assert.True(VisibleText.Width(fitted) <= columns);
        Assert.Equal(line ?? Moved, fitted);
    }
}
