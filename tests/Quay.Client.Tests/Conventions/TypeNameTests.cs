namespace Quay.Client.Tests.Conventions;

public class TypeNameTests
{
    private static readonly string[] GenericWords =
        ["Helper", "Helpers", "Manager", "Util", "Utils", "Utility", "Utilities", "Common", "Misc"];

    [Fact]
    public void Type_names_do_not_end_in_generic_words_such_as_Helper_or_Manager() =>
        Assert.Empty(PublicSurface.Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("Quay.Client", StringComparison.Ordinal) == true)
            .Where(type => GenericWords.Any(word => type.Name.EndsWith(word, StringComparison.Ordinal)))
            .Select(type => type.FullName));

    [Fact]
    public void Public_types_are_in_the_root_namespace_of_their_package() =>
        Assert.Empty(PublicSurface.PublicTypes.Where(type => type.Namespace != type.Assembly.GetName().Name).Select(type => type.FullName));
}
