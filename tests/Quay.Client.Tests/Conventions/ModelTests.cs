using System.Collections;
using System.Reflection;

namespace Quay.Client.Tests.Conventions;

public class ModelTests
{
    private static readonly Type[] ReadOnlyCollections =
    [
        typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>), typeof(IReadOnlyDictionary<,>), typeof(IReadOnlySet<>),
    ];

    private static IEnumerable<PropertyInfo> Properties => Surface.Models.SelectMany(model => model.GetProperties());

    [Fact]
    public void The_models_are_found() => Assert.Superset(
        new HashSet<Type>
        {
            typeof(Repository), typeof(RepositoryTag), typeof(RepositoryStat), typeof(TagHistoryEntry), typeof(TagHistoryQuery),
            typeof(TagNameFilter),
            typeof(QuayPage<>), typeof(Manifest), typeof(ManifestLabel), typeof(AutoPrunePolicy), typeof(ImmutabilityPolicy), typeof(User),
            typeof(LogQuery), typeof(SecurityFeature), typeof(TokenCheck),
        },
        Surface.Models.ToHashSet());

    [Fact]
    public void A_property_of_a_model_is_set_when_it_is_made_or_never() =>
        Assert.Empty(Properties.Where(property => property.SetMethod is not null && !Surface.IsInit(property)).Select(Surface.NameOf));

    [Fact]
    public void A_model_has_no_public_field_but_constants() =>
        Assert.Empty(Surface.Models
            .SelectMany(model => model.GetFields(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .Where(field => !field.IsLiteral)
            .Select(Surface.NameOf));

    [Fact]
    public void A_collection_of_a_model_cannot_be_changed() =>
        Assert.Empty(Properties
            .Where(property => property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(IEnumerable)))
            .Where(property => !IsReadOnly(property.PropertyType))
            .Select(Surface.NameOf));

    [Fact]
    public void There_are_collections_to_look_at() =>
        Assert.Contains(Properties, property => IsReadOnly(property.PropertyType));

    [Fact]
    public void A_model_is_sealed() => Assert.All(Surface.Models, model => Assert.True(model.IsSealed));

    [Fact]
    public void A_query_does_not_change_when_another_is_made_of_it()
    {
        var query = new TagHistoryQuery { SpecificTag = "latest", PageSize = 7 };

        TagHistoryQuery other =
            query with { SpecificTag = "v1", PageSize = 9, OnlyActiveTags = true, NameFilter = TagNameFilter.Eq("v1"), StartPage = 2 };

        Assert.Equal(new TagHistoryQuery { SpecificTag = "latest", PageSize = 7 }, query);
        Assert.NotEqual(query, other);
    }

    [Fact]
    public void A_filter_is_made_by_its_factories_alone()
    {
        Assert.Empty(typeof(TagNameFilter).GetConstructors());
        Assert.All(typeof(TagNameFilter).GetProperties(), property => Assert.Null(property.SetMethod));
    }

    private static bool IsReadOnly(Type type) => type.IsGenericType && ReadOnlyCollections.Contains(type.GetGenericTypeDefinition());
}
