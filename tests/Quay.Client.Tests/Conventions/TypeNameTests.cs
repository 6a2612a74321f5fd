namespace Quay.Client.Tests.Conventions;

public class TypeNameTests
{
    private static readonly string[] WordsThatSayNothing =
        ["Helper", "Helpers", "Manager", "Util", "Utils", "Utility", "Utilities", "Common", "Misc"];

    [Fact]
    public void No_type_has_a_name_that_says_nothing() =>
        Assert.Empty(Surface.Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("Quay.Client", StringComparison.Ordinal) == true)
            .Where(type => WordsThatSayNothing.Any(word => type.Name.EndsWith(word, StringComparison.Ordinal)))
            .Select(type => type.FullName));

    [Fact]
    public void Each_public_type_is_in_the_one_namespace_of_the_package() =>
        Assert.Empty(Surface.PublicTypes.Where(type => type.Namespace != type.Assembly.GetName().Name).Select(type => type.FullName));
}
