namespace Quay.Client.Tests.Json;

public class TagsMayBeCutTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(499, false)]
    [InlineData(500, true)]
    [InlineData(501, true)]
    public void TagsMayBeCut_is_true_for_500_tags_or_more(int count, bool cut)
    {
        Dictionary<string, RepositoryTag> tags = Enumerable.Range(0, count).Select(i => new RepositoryTag { Name = $"t{i}" })
            .ToDictionary(tag => tag.Name);

        Assert.Equal(cut, new Repository { Namespace = "acme", Name = "app", Tags = tags }.TagsMayBeCut);
    }

    [Fact]
    public void TagsMayBeCut_is_false_if_no_tags_were_requested() =>
        Assert.False(new Repository { Namespace = "acme", Name = "app" }.TagsMayBeCut);
}
