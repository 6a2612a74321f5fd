namespace Quay.Client.Tests.Json;

public class TagsMayBeCutTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(499, false)]
    [InlineData(500, true)]
    [InlineData(501, true)]
    public void Tags_may_be_cut_from_500_on(int count, bool cut)
    {
        Dictionary<string, RepositoryTag> tags = Enumerable.Range(0, count).Select(i => new RepositoryTag { Name = $"t{i}" })
            .ToDictionary(tag => tag.Name);

        Assert.Equal(cut, new Repository { Namespace = "acme", Name = "app", Tags = tags }.TagsMayBeCut);
    }

    [Fact]
    public void Tags_that_were_not_asked_for_are_not_cut() =>
        Assert.False(new Repository { Namespace = "acme", Name = "app" }.TagsMayBeCut);
}
