namespace Quay.Client.Testing;

/// <summary>Provides Quay's request schemas. Error messages contain them, so words and order are Quay's.</summary>
internal static class Schemas
{
    public static readonly JsonSchema ChangeTag = JsonSchema.Parse($$"""
        {
          "type": "object",
          "description": "Makes changes to a specific tag",
          "properties": {
            "manifest_digest": {
              "type": ["string", "null"],
              "description": "(If specified) The manifest digest to which the tag should point"
            },
            "expiration": { "type": ["number", "null"], "description": "(If specified) The expiration for the image" },
            "immutable": {
              "type": "boolean",
              "description": "{{IsImmutable}}"
            }
          }
        }
        """);

    public static readonly JsonSchema RestoreTag = JsonSchema.Parse("""
        {
          "type": "object",
          "description": "Restores a tag to a specific image",
          "properties": {
            "manifest_digest": { "type": "string", "description": "If specified, the manifest digest that should be used" }
          }
        }
        """);

    public static readonly JsonSchema ExpireTag = JsonSchema.Parse($$"""
        {
          "type": "object",
          "description": "Removes tag from the time machine window",
          "properties": {
            "manifest_digest": { "type": "string", "description": "{{ExpiredDigest}}" },
            "include_submanifests": { "type": "boolean", "description": "If set to true, expire the sub-manifests as well" },
            "is_alive": { "type": "boolean", "description": "{{IsAlive}}" }
          }
        }
        """);

    public static readonly JsonSchema AddLabel = JsonSchema.Parse("""
        {
          "type": "object",
          "description": "Adds a label to a manifest",
          "required": ["key", "value", "media_type"],
          "properties": {
            "key": { "type": "string", "description": "The key for the label" },
            "value": { "type": "string", "description": "The value for the label" },
            "media_type": {
              "type": ["string", "null"],
              "description": "The media type for this label",
              "enum": ["text/plain", "application/json", null]
            }
          }
        }
        """);

    public static readonly JsonSchema NewRepo = JsonSchema.Parse("""
        {
          "type": "object",
          "description": "Description of a new repository",
          "required": ["repository", "visibility", "description"],
          "properties": {
            "repository": { "type": "string", "description": "Repository name" },
            "visibility": {
              "type": "string",
              "description": "Visibility which the repository will start with",
              "enum": ["public", "private"]
            },
            "namespace": {
              "type": "string",
              "description": "Namespace in which the repository should be created. If omitted, the username of the caller is used"
            },
            "description": { "type": "string", "description": "Markdown encoded description for the repository" },
            "repo_kind": { "type": ["string", "null"], "description": "The kind of repository", "enum": ["image", null] }
          }
        }
        """);

    public static readonly JsonSchema RepoUpdate = JsonSchema.Parse("""
        {
          "type": "object",
          "description": "Fields which can be updated in a repository.",
          "required": ["description"],
          "properties": {
            "description": { "type": "string", "description": "Markdown encoded description for the repository" }
          }
        }
        """);

    public static readonly JsonSchema ChangeVisibility = JsonSchema.Parse("""
        {
          "type": "object",
          "description": "Change the visibility for the repository.",
          "required": ["visibility"],
          "properties": {
            "visibility": {
              "type": "string",
              "description": "Visibility which the repository will start with",
              "enum": ["public", "private"]
            }
          }
        }
        """);

    public static readonly JsonSchema ChangeRepoState = JsonSchema.Parse("""
        {
          "type": "object",
          "description": "Change the state of the repository.",
          "required": ["state"],
          "properties": {
            "state": {
              "type": "string",
              "description": "Determines whether pushes are allowed.",
              "enum": ["NORMAL", "READ_ONLY", "MIRROR"]
            }
          }
        }
        """);

    public static readonly JsonSchema RepositoryAutoPrunePolicy = AutoPrunePolicy("repository");

    public static readonly JsonSchema OrganizationAutoPrunePolicy = AutoPrunePolicy("organization");

    public static readonly JsonSchema UserAutoPrunePolicy = AutoPrunePolicy("user namespace");

    private static JsonSchema AutoPrunePolicy(string parent) => JsonSchema.Parse($$"""
        {
          "type": "object",
          "description": "The policy configuration that is to be applied to the {{parent}}",
          "required": ["method", "value"],
          "properties": {
            "method": { "type": "string", "description": "The method to use for pruning tags (number_of_tags, creation_date)" },
            "value": {
              "type": ["integer", "string"],
              "description": "The value to use for the pruning method (number of tags e.g. 10, time delta e.g. 7d (7 days))"
            },
            "tagPattern": { "type": "string", "description": "Tags only matching this pattern will be pruned" },
            "tagPatternMatches": {
              "type": "boolean",
              "description": "Determine whether pruned tags should or should not match the tagPattern"
            }
          }
        }
        """);

    public static readonly JsonSchema ImmutabilityPolicyConfig = JsonSchema.Parse("""
        {
          "type": "object",
          "description": "The immutability policy configuration",
          "required": ["tagPattern"],
          "properties": {
            "tagPattern": { "type": "string", "description": "Regex pattern to match tag names" },
            "tagPatternMatches": {
              "type": "boolean",
              "description": "If true, matching tags are immutable. If false, non-matching tags are immutable."
            }
          }
        }
        """);

    public static readonly JsonSchema ExportLogs = JsonSchema.Parse("""
        {
          "type": "object",
          "description": "Configuration for an export logs operation",
          "properties": {
            "callback_url": { "type": "string", "description": "The callback URL to invoke with a link to the exported logs" },
            "callback_email": { "type": "string", "description": "The e-mail address at which to e-mail a link to the exported logs" }
          }
        }
        """);

    public static readonly JsonSchema NewStarredRepository = JsonSchema.Parse("""
        {
          "type": "object",
          "required": ["namespace", "repository"],
          "properties": {
            "namespace": { "type": "string", "description": "Namespace in which the repository belongs" },
            "repository": { "type": "string", "description": "Repository name" }
          }
        }
        """);

    public static readonly JsonSchema NotificationCreateRequest = JsonSchema.Parse("""
        {
          "type": "object",
          "description": "Information for creating a notification on a repository",
          "required": ["event", "method", "config", "eventConfig"],
          "properties": {
            "event": { "type": "string", "description": "The event on which the notification will respond" },
            "method": { "type": "string", "description": "The method of notification (such as email or web callback)" },
            "config": { "type": "object", "description": "JSON config information for the specific method of notification" },
            "eventConfig": { "type": "object", "description": "JSON config information for the specific event of notification" },
            "title": { "type": "string", "description": "The human-readable title of the notification" }
          }
        }
        """);

    public static readonly JsonSchema UserPermission = Permission("user");

    public static readonly JsonSchema TeamPermission = Permission("team");

    private static JsonSchema Permission(string grantee) => JsonSchema.Parse($$"""
        {
          "type": "object",
          "description": "Description of a {{grantee}} permission.",
          "required": ["role"],
          "properties": {
            "role": { "type": "string", "description": "Role to use for the {{grantee}}", "enum": ["read", "write", "admin"] }
          }
        }
        """);

    private const string IsImmutable =
        "(If specified) Whether the tag should be immutable. "
        + "Write permission required to set, admin permission required to unset.";

    private const string ExpiredDigest =
        "Required if is_alive set to false. If specified, the manifest digest that should be used. Ignored when setting alive to true.";

    private const string IsAlive =
        "If true, set the expiry of the matching alive tag outside the time machine window. "
        + "If false set the expiry of any expired tags with the same tag and manifest outside the time machine window.";
}
