using System.Reflection;
using System.Text.Json.Nodes;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Testing.Tests.Json;

public class JsonSchemaTests
{
    /// <summary>The recorded errors, with the schema that the request violated.</summary>
    public static TheoryData<string, string> Rejected => new()
    {
        { "autoprune-repo-create-array", nameof(Schemas.RepositoryAutoPrunePolicy) },
        { "autoprune-repo-create-empty-object", nameof(Schemas.RepositoryAutoPrunePolicy) },
        { "autoprune-repo-create-matches-string", nameof(Schemas.RepositoryAutoPrunePolicy) },
        { "autoprune-repo-create-method-missing", nameof(Schemas.RepositoryAutoPrunePolicy) },
        { "autoprune-repo-create-pattern-null", nameof(Schemas.RepositoryAutoPrunePolicy) },
        { "autoprune-repo-create-value-bool", nameof(Schemas.RepositoryAutoPrunePolicy) },
        { "autoprune-repo-create-value-float", nameof(Schemas.RepositoryAutoPrunePolicy) },
        { "autoprune-repo-create-value-missing", nameof(Schemas.RepositoryAutoPrunePolicy) },
        { "body-json-array", nameof(Schemas.ChangeTag) },
        { "body-json-string", nameof(Schemas.ChangeTag) },
        { "default-changestate", nameof(Schemas.RepoUpdate) },
        { "immutability-repo-create-matches-null", nameof(Schemas.ImmutabilityPolicyConfig) },
        { "immutability-repo-create-missing-pattern", nameof(Schemas.ImmutabilityPolicyConfig) },
        { "immutability-repo-create-null-pattern", nameof(Schemas.ImmutabilityPolicyConfig) },
        { "immutability-repo-create-number-pattern", nameof(Schemas.ImmutabilityPolicyConfig) },
        { "immutability-repo-update-missing-pattern", nameof(Schemas.ImmutabilityPolicyConfig) },
        { "labels-add-missing-media-type", nameof(Schemas.AddLabel) },
        { "permissions-user-put-bad-role", nameof(Schemas.UserPermission) },
        { "repo-changevisibility-bad", nameof(Schemas.ChangeVisibility) },
        { "repo-create-bad-visibility", nameof(Schemas.NewRepo) },
        { "repo-create-missing-fields", nameof(Schemas.NewRepo) },
        { "repo-create-repo_kind-application", nameof(Schemas.NewRepo) },
        { "repo-update-description-null", nameof(Schemas.RepoUpdate) },
        { "tag-put-bad-name-slash", nameof(Schemas.RepoUpdate) },
        { "tag-put-digest-number", nameof(Schemas.ChangeTag) },
        { "tag-put-expiration-string", nameof(Schemas.ChangeTag) },
        { "tag-restore-null-digest", nameof(Schemas.RestoreTag) },
    };

    /// <summary>Gets the errors of <c>jsonschema</c> 3.2.0, for Quay's schemas by name and for others.</summary>
    public static IEnumerable<object?[]> Checked => JsonLines.Read("jsonschema-errors.jsonl", "schema", "instance", "error");

    [Theory, MemberData(nameof(Rejected))]
    public void Invalid_recorded_request_gets_the_recorded_schema_error(string exchange, string schema)
    {
        var recorded = RecordedExchange.Load(exchange);
        string detail = JsonNode.Parse(recorded.Body)!["detail"]!.GetValue<string>();
        Assert.Equal(detail, Named(schema).Error(JsonNode.Parse(recorded.RequestBody)));
    }

    [Fact]
    public void Every_recorded_schema_error_is_tested() => Assert.Equal(
        RecordedExchange.All()
            .Where(exchange => exchange.Text.Contains("Failed validating", StringComparison.Ordinal))
            .Select(exchange => exchange.Name),
        Rejected.Select(entry => entry.Data.Item1));

    [Theory, MemberData(nameof(Checked))]
    public void Value_gets_the_same_schema_error_as_from_Pythons_jsonschema(string schema, string instance, string? error) =>
        Assert.Equal(error, (schema.StartsWith('{') ? JsonSchema.Parse(schema) : Named(schema)).Error(JsonNode.Parse(instance)));

    [Fact]
    public void Every_schema_of_Quay_has_test_data() => Assert.Empty(
        typeof(Schemas)
            .GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(field => field.Name)
            .Except(Checked.Select(entry => (string)entry[0]!)));

    [Fact]
    public void Unsupported_schema_keyword_throws() =>
        Assert.Throws<NotSupportedException>(() => JsonSchema.Parse("""{ "minLength": 1 }""").Error("x"));

    private static JsonSchema Named(string schema) => (JsonSchema)typeof(Schemas).GetField(schema)!.GetValue(null)!;
}
