using System.Collections;
using System.Reflection;

namespace Quay.Client.Tests.Conventions;

public class ModelTests
{
    private static readonly Type[] ReadOnlyCollections =
    [
        typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>), typeof(IReadOnlyDictionary<,>), typeof(IReadOnlySet<>),
    ];

    private static IEnumerable<PropertyInfo> Properties => PublicSurface.Models.SelectMany(model => model.GetProperties());

    [Fact]
    public void Public_surface_contains_the_known_models() => Assert.Superset(
        new HashSet<Type>
        {
            typeof(Repository), typeof(RepositoryTag), typeof(RepositoryStat), typeof(TagHistoryEntry), typeof(TagHistoryQuery),
            typeof(TagNameFilter),
            typeof(QuayPage<>), typeof(Manifest), typeof(ManifestLabel), typeof(AutoPrunePolicy), typeof(ImmutabilityPolicy), typeof(User),
            typeof(LogQuery), typeof(SecurityFeature), typeof(TokenCheck),
        },
        PublicSurface.Models.ToHashSet());

    [Fact]
    public void Model_properties_have_no_setter_other_than_init() =>
        Assert.Empty(Properties
            .Where(property => property.SetMethod is not null && !PublicSurface.IsInit(property))
            .Select(PublicSurface.NameOf));

    [Fact]
    public void Models_have_no_public_fields_except_constants() =>
        Assert.Empty(PublicSurface.Models
            .SelectMany(model => model.GetFields(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .Where(field => !field.IsLiteral)
            .Select(PublicSurface.NameOf));

    [Fact]
    public void Collection_properties_of_models_are_read_only() =>
        Assert.Empty(Properties
            .Where(property => property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(IEnumerable)))
            .Where(property => !IsReadOnly(property.PropertyType))
            .Select(PublicSurface.NameOf));

    [Fact]
    public void Models_have_collection_properties() =>
        Assert.Contains(Properties, property => IsReadOnly(property.PropertyType));

    [Fact]
    public void Models_are_sealed() => Assert.All(PublicSurface.Models, model => Assert.True(model.IsSealed));

    [Fact]
    public void TagHistoryQuery_copied_with_changes_leaves_the_original_unchanged()
    {
        var query = new TagHistoryQuery { SpecificTag = "latest", PageSize = 7 };

        TagHistoryQuery other =
            query with { SpecificTag = "v1", PageSize = 9, OnlyActiveTags = true, NameFilter = TagNameFilter.Eq("v1") };

        Assert.Equal(new TagHistoryQuery { SpecificTag = "latest", PageSize = 7 }, query);
        Assert.NotEqual(query, other);
    }

    [Fact]
    public void TagNameFilter_is_created_only_by_its_factories()
    {
        Assert.Empty(typeof(TagNameFilter).GetConstructors());
        Assert.All(typeof(TagNameFilter).GetProperties(), property => Assert.Null(property.SetMethod));
    }

    private static bool IsReadOnly(Type type) => type.IsGenericType && ReadOnlyCollections.Contains(type.GetGenericTypeDefinition());
}
