using CsCheck;

namespace Quay.Client.Tests.Options;

public class EditDistanceTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("Timeout", "TIMEOUT", 0)]
    [InlineData("MaxRetrys", "MaxRetries", 2)]
    [InlineData("Timout", "Timeout", 1)]
    [InlineData("Tiemout", "Timeout", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "abc", 3)]
    public void Missing_extra_wrong_and_swapped_characters_are_counted(string first, string second, int distance)
    {
        Assert.Equal(distance, EditDistance.Between(first, second));
        Assert.Equal(distance, EditDistance.Between(second, first));
    }

    [Fact]
    public void Distance_of_random_words_is_the_shortest_way_that_a_recursion_finds() =>
        Gen.String[Gen.Char['a', 'c'], 0, 6].Select(Gen.String[Gen.Char['a', 'c'], 0, 6]).Sample(
            (first, second) => Assert.Equal(Recursive(first, second), EditDistance.Between(first, second)), iter: 300);

    private static int Recursive(string a, string b)
    {
        if (a.Length == 0 || b.Length == 0)
        {
            return a.Length + b.Length;
        }

        int shortest = Math.Min(Recursive(a[..^1], b), Recursive(a, b[..^1])) + 1;
        shortest = Math.Min(shortest, Recursive(a[..^1], b[..^1]) + (a[^1] == b[^1] ? 0 : 1));
        return a.Length > 1 && b.Length > 1 && a[^1] == b[^2] && a[^2] == b[^1]
            ? Math.Min(shortest, Recursive(a[..^2], b[..^2]) + 1)
            : shortest;
    }
}
