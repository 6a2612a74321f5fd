namespace Quay.Client.Tests.Architecture;

public class ArrowTests
{
    [Theory]
    [InlineData("class User { void Touch() => Used.Touch(); }")]
    [InlineData("class User { async Task TouchAsync() { await Task.Yield(); Used.Touch(); } }")]
    [InlineData("class User { Action Touch => () => Used.Touch(); }")]
    [InlineData("class User { void Touch() { try { } catch (Used) { } } }")]
    [InlineData("class User { object Make() => Array.Empty<Lazy<Used[]>>(); }")]
    [InlineData("class User { [System.ComponentModel.TypeConverter(typeof(Used))] int Number => 1; }")]
    [InlineData("class User<T> where T : Used;")]
    [InlineData("class User { Used? _field; }")]
    [InlineData("class User : Used;")]
    [InlineData("interface IUser { void Take(IReadOnlyDictionary<string, Used?> used); }")]
    [InlineData("class User { int Count(string text) => text.CountOfUsed(); }")]
    [InlineData("class User { object Nested => new Used.Inner(); }")]
    public void Use_of_a_type_in_another_folder_is_an_arrow(string source) =>
        Assert.Equal([("Upper", "Lower")], ArrowsOf(source));

    [Theory]
    [InlineData("class User { string Used => \"\"; }")]
    [InlineData("class User { /* Used */ string Text => \"Used\"; }")]
    public void Same_word_is_no_arrow(string source) => Assert.Empty(ArrowsOf(source));

    private static IEnumerable<(string From, string To)> ArrowsOf(string source)
    {
        var sources = new Dictionary<string, string>
        {
            ["Upper/User.cs"] = source,
            ["Lower/Used.cs"] = """
                class Used : Exception { public static void Touch() { } public class Inner; }
                static class Counting { public static int CountOfUsed(this string text) => text.Length; }
                """,
        };
        return Arrow.In("Sample", sources).Select(arrow => (arrow.From, arrow.To)).Distinct();
    }
}
