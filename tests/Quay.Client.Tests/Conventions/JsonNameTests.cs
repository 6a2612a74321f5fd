using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Quay.Client.Tests.Conventions;

public class JsonNameTests
{
    private static readonly Dictionary<Type, IReadOnlyList<JsonObject>> Recorded = new()
    {
        [typeof(Repository)] = RecordedJson.Repositories,
        [typeof(RepositoryTag)] = RecordedJson.RepositoryTags,
        [typeof(RepositoryStat)] = RecordedJson.Stats,
        [typeof(RepositoryListItem)] = RecordedJson.RepositoryListItems,
        [typeof(User)] = RecordedJson.Users,
        [typeof(UserOrganization)] = RecordedJson.Organizations,
        [typeof(TagHistoryEntry)] = RecordedJson.HistoryEntries,
        [typeof(TagHistoryPage)] = RecordedJson.Pages,
        [typeof(Manifest)] = RecordedJson.Manifests,
        [typeof(ManifestLayer)] = RecordedJson.Layers,
        [typeof(ManifestLabel)] = RecordedJson.Labels,
        [typeof(ManifestPullStatistics)] = RecordedJson.ManifestPulls,
        [typeof(TagPullStatistics)] = RecordedJson.TagPulls,
        [typeof(LogEntry)] = RecordedJson.LogEntries,
        [typeof(LogPerformer)] = RecordedJson.Performers,
    };

    /// <summary>Lists the fields that Quay sends and that the models omit, because no caller needs them.</summary>
    private static readonly Dictionary<Type, string[]> Unread = new()
    {
        [typeof(RepositoryListItem)] = ["quota_report"],
        [typeof(LogPerformer)] = ["avatar"],
        [typeof(UserOrganization)] = ["avatar", "public", "preferred_namespace"],
        [typeof(User)] =
        [
            "anonymous", "avatar", "can_create_repo", "company", "family_name", "given_name", "has_password_set", "invoice_email",
            "invoice_email_address", "is_free_account", "is_me", "location", "logins", "preferred_namespace", "prompts", "quota_report",
            "quotas", "super_user", "tag_expiration_s", "verified",
        ],
    };

    public static TheoryData<string> Models => [.. Recorded.Keys.Select(model => model.Name)];

    [Theory]
    [InlineData(nameof(Repository), 12)]
    [InlineData(nameof(RepositoryTag), 500)]
    [InlineData(nameof(RepositoryStat), 90)]
    [InlineData(nameof(RepositoryListItem), 200)]
    [InlineData(nameof(User), 2)]
    [InlineData(nameof(UserOrganization), 10)]
    [InlineData(nameof(TagHistoryEntry), 3000)]
    [InlineData(nameof(TagHistoryPage), 90)]
    [InlineData(nameof(Manifest), 1)]
    [InlineData(nameof(ManifestLayer), 2)]
    [InlineData(nameof(ManifestLabel), 3)]
    [InlineData(nameof(ManifestPullStatistics), 2)]
    [InlineData(nameof(TagPullStatistics), 2)]
    [InlineData(nameof(LogEntry), 100)]
    [InlineData(nameof(LogPerformer), 90)]
    public void Recorded_responses_contain_enough_objects_of_each_model(string model, int atLeast) =>
        Assert.True(Recorded[Find(model)].Count >= atLeast);

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_model_property_has_a_JSON_name_or_is_ignored(string model) =>
        Assert.DoesNotContain(Find(model).GetProperties(), property => JsonName(property) is null == !IsComputed(property));

    [Theory]
    [MemberData(nameof(Models))]
    public void Property_with_a_JSON_name_has_a_setter_unless_it_repeats_another(string model) => Assert.Empty(Find(model)
        .GetProperties()
        .Where(property => IsComputed(property) == property.CanWrite && !IsRepeated(property))
        .Select(property => property.Name));

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_JSON_name_of_a_model_occurs_in_a_recorded_response(string model) =>
        Assert.Empty(JsonNames(model).Except(RecordedNames(model)));

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_recorded_field_has_a_property_or_is_listed_as_unread(string model) =>
        Assert.Equal(Unread.GetValueOrDefault(Find(model), []).Order(), RecordedNames(model).Except(JsonNames(model)).Order());

    private static Type Find(string model) => Recorded.Keys.Single(type => type.Name == model);

    private static IEnumerable<string> JsonNames(string model) => Find(model).GetProperties().Select(JsonName).OfType<string>();

    private static IEnumerable<string> RecordedNames(string model) =>
        Recorded[Find(model)].SelectMany(json => json).Select(field => field.Key).Distinct();

    private static string? JsonName(PropertyInfo property) => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name;

    private static bool IsComputed(PropertyInfo property) =>
        property.GetCustomAttribute<JsonIgnoreAttribute>() is { Condition: JsonIgnoreCondition.Always };

    // Quay sends these two instants both as numbers and as text.
    private static bool IsRepeated(PropertyInfo property) =>
        property.Name is nameof(TagHistoryEntry.LastModified) or nameof(TagHistoryEntry.Expiration)
            && property.DeclaringType == typeof(TagHistoryEntry);
}
