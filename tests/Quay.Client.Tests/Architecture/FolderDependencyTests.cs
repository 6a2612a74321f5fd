namespace Quay.Client.Tests.Architecture;

[Trait("Speed", "Slow")]
public class FolderDependencyTests
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
    public void Use_of_a_type_from_another_folder_is_a_dependency(string source) =>
        Assert.Equal([("Upper", "Lower")], DependenciesOf(source));

    [Theory]
    [InlineData("class User { string Used => \"\"; }")]
    [InlineData("class User { /* Used */ string Text => \"Used\"; }")]
    public void Type_name_in_a_comment_string_or_member_name_is_no_dependency(string source) => Assert.Empty(DependenciesOf(source));

    private static IEnumerable<(string From, string To)> DependenciesOf(string source)
    {
        var sources = new Dictionary<string, string>
        {
            ["Upper/User.cs"] = source,
            ["Lower/Used.cs"] = """
                class Used : Exception { public static void Touch() { } public class Inner; }
                static class Counting { public static int CountOfUsed(this string text) => text.Length; }
                """,
        };
        return FolderDependency.In("Sample", sources).Select(edge => (edge.From, edge.To)).Distinct();
    }
}
