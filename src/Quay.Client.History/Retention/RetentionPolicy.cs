using System.Text.RegularExpressions;

namespace Quay.Client.History;

/// <summary>
/// Represents the rules that select tags to delete or expire (<see cref="IHistoryOperations.PlanRetentionAsync"/>). A tag is selected only
/// if it meets every condition that is set. A policy can be stored as JSON, and printed as a sentence.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed class RetentionPolicy
{
    private static readonly TimeSpan DefaultGracePeriod = TimeSpan.FromDays(1);

    private readonly Regex? _regex;

    /// <summary>Gets the names or globs of the tags that can be selected, such as <c>pr-*</c>. By default, all tags can be.</summary>
    /// <exception cref="ArgumentException">A value cannot match any tag.</exception>
    [JsonPropertyName("tags")]
    public IReadOnlyList<string> Tags
    {
        get => field ?? [];
        init => field = CheckGlobs(value, nameof(Tags));
    }

    /// <summary>
    /// Gets a .NET regular expression that must match the whole name of a selected tag; null for all names. It cannot contain constructs
    /// that need backtracking, such as lookarounds. If <see cref="Tags"/> is also set, a selected tag matches both.
    /// </summary>
    /// <exception cref="ArgumentException">The value is not such an expression.</exception>
    [JsonPropertyName("tags_regex")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TagsRegex
    {
        get;
        init => (field, _regex) = (value, value is null ? null : TagRegex.Create(value, nameof(TagsRegex)));
    }

    /// <summary>Gets the minimum time that a selected tag has pointed at its manifest; null for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than a second, too long, or has fractions of a second.</exception>
    [JsonPropertyName("older_than")]
    [JsonConverter(typeof(DurationConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? OlderThan
    {
        get;
        init => field = Duration.Check(value, TimeSpan.FromSeconds(1), nameof(OlderThan));
    }

    /// <summary>
    /// Gets the minimum time since a selected tag began, and since its last pull or its manifest's; null for none. If the server does
    /// not count pulls, no tag is selected.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than a second, too long, or has fractions of a second.</exception>
    [JsonPropertyName("not_pulled_for")]
    [JsonConverter(typeof(DurationConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? NotPulledFor
    {
        get;
        init => field = Duration.Check(value, TimeSpan.FromSeconds(1), nameof(NotPulledFor));
    }

    /// <summary>
    /// Gets how many of the newest matching tags are kept; null for none. Protected and immutable tags and tags that will expire
    /// count, too. Tags of Cosign do not, and are not kept as the newest. Quay's times are whole seconds, so tags that began in the same
    /// second as the last one are also kept.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    [JsonPropertyName("keep_newest")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? KeepNewest
    {
        get;
        init => field = value is null or > 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(KeepNewest), $"{nameof(KeepNewest)} must be at least 1, not {value}.");
    }

    /// <summary>
    /// Gets the name or number of the capture in <see cref="TagsRegex"/> that groups the tags: <see cref="KeepNewest"/> then applies to the
    /// tags with the same captured text. Null if it applies to all matching tags together.
    /// </summary>
    [JsonPropertyName("group_by")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? GroupBy { get; init; }

    /// <summary>Gets the names or globs of tags that are never selected.</summary>
    /// <exception cref="ArgumentException">A value cannot match any tag.</exception>
    [JsonPropertyName("protect_tags")]
    public IReadOnlyList<string> ProtectTags
    {
        get => field ?? [];
        init => field = CheckGlobs(value, nameof(ProtectTags));
    }

    /// <summary>Gets the digests of manifests whose tags are never selected.</summary>
    /// <exception cref="ArgumentException">A value is <c>default(ManifestDigest)</c>.</exception>
    [JsonPropertyName("protect_digests")]
    public IReadOnlyList<ManifestDigest> ProtectDigests
    {
        get => field ?? [];
        init => field = CheckDigests(value, nameof(ProtectDigests));
    }

    /// <summary>Gets the labels of manifests whose tags are never selected: a key, or a key and a value as <c>key=value</c>.</summary>
    /// <exception cref="ArgumentException">A value is null, or has no key.</exception>
    [JsonPropertyName("protect_labels")]
    public IReadOnlyList<string> ProtectLabels
    {
        get => field ?? [];
        init => field = CheckLabels(value, nameof(ProtectLabels));
    }

    /// <summary>Gets how long a tag is kept after it began to point at its manifest; null for the default, one day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, too long, or has fractions of a second.</exception>
    [JsonPropertyName("grace_period")]
    [JsonConverter(typeof(DurationConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? GracePeriod
    {
        get;
        init => field = Duration.Check(value, TimeSpan.Zero, nameof(GracePeriod));
    }

    /// <summary>Gets when selected tags expire, instead of being deleted. Fractions of a second are dropped.</summary>
    [JsonPropertyName("expire_at")]
    [JsonConverter(typeof(InstantConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ExpireAt
    {
        get;
        init => field = value is { } time ? RetentionHorizon.Second(time) : null;
    }

    /// <summary>Gets how long after the creation of the plan selected tags expire, instead of being deleted.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than a second, too long, or has fractions of a second.</exception>
    [JsonPropertyName("expire_after")]
    [JsonConverter(typeof(DurationConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? ExpireAfter
    {
        get;
        init => field = Duration.Check(value, TimeSpan.FromSeconds(1), nameof(ExpireAfter));
    }

    /// <summary>Gets whether a tag can be selected if a tag of <see cref="ProtectTags"/> points at the same manifest.</summary>
    [JsonPropertyName("allow_deleting_shared")]
    public bool AllowDeletingShared { get; init; }

    /// <summary>
    /// Gets whether a tag can be selected if its manifest is part of a manifest list whose tag is kept. If the manifest is signed, its tags
    /// are kept with the signature: Quay 3.18 would delete the signature with the last tag.
    /// </summary>
    [JsonPropertyName("allow_deleting_children")]
    public bool AllowDeletingChildren { get; init; }

    /// <summary>
    /// Gets whether the plan can delete every tag of a repository, or every tag that is not protected. If not, the plan of one repository
    /// fails, and the plan of a namespace keeps all tags of that repository.
    /// </summary>
    [JsonPropertyName("allow_deleting_all")]
    public bool AllowDeletingAll { get; init; }

    internal Regex? Regex => _regex;

    internal TimeSpan Grace => GracePeriod ?? DefaultGracePeriod;

    internal bool Expires => ExpireAt is not null || ExpireAfter is not null;

    /// <summary>Reads a policy from JSON.</summary>
    /// <param name="json">The JSON. Properties that are missing have their defaults.</param>
    /// <exception cref="JsonException">The JSON is not a policy: a property is unknown or invalid, or contradicts another.</exception>
    public static RetentionPolicy Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            RetentionPolicy policy = JsonSerializer.Deserialize(json, RetentionJsonContext.Default.RetentionPolicy)
                ?? throw new JsonException("The policy is null.");
            policy.Validate("policy");
            return policy;
        }
        catch (ArgumentException fault)
        {
            throw new JsonException(fault.Message.Split(" (Parameter '")[0], fault);
        }
        catch (JsonException fault) when (fault.Path is { } path)
        {
            // The serializer's own messages describe .NET types.
            bool isOfSerializer = fault.Message.Contains(" Path: ", StringComparison.Ordinal)
                || fault.Message.Contains(".NET", StringComparison.Ordinal);
            string reason = isOfSerializer ? "The property is unknown, or its value has the wrong type." : fault.Message;
            throw new JsonException(
                SafeLine.Of($"At {path} (line {fault.LineNumber + 1}): {reason}"), path, fault.LineNumber, fault.BytePositionInLine, fault);
        }
    }

    /// <summary>Returns the policy as indented JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RetentionJsonContext.Default.RetentionPolicy);

    /// <summary>Returns the policy as an English sentence.</summary>
    public override string ToString() => PolicySentence.Of(this);

    // Checks the properties that depend on each other.
    internal void Validate(string parameter)
    {
        string? fault = this switch
        {
            { ExpireAt: not null, ExpireAfter: not null } => "The policy has both an expiry date and a duration until the expiry.",
            { GroupBy: not null, KeepNewest: null } => "The policy groups tags, but does not keep the newest of each group.",
            { GroupBy: { } group } when Regex is null || group == "0" || Regex.GroupNumberFromName(group) < 0 =>
                SafeLine.Of($"The policy groups tags by '{group}', which is not a capture of its regular expression."),
            { AllowDeletingAll: false } when !IsRestricted => "The policy would select every tag. Set tags, tags_regex, older_than, "
                + "not_pulled_for or keep_newest. To delete every tag that is not protected, set allow_deleting_all.",
            _ => null,
        };
        if (fault is not null)
        {
            throw new ArgumentException(fault, parameter);
        }
    }

    private bool IsRestricted => (OlderThan ?? NotPulledFor) is not null
        || KeepNewest is not null
        || Regex is not null
        || (Tags.Count > 0 && !Tags.Any(glob => glob.All(c => c == '*')));

    private static string[]? CheckGlobs(IReadOnlyList<string>? globs, string parameter) =>
        globs is null ? null : [.. globs.Select(glob => TagGlob.Check(glob, parameter))];

    private static ManifestDigest[]? CheckDigests(IReadOnlyList<ManifestDigest>? digests, string parameter) =>
        digests?.Contains(default) == true
            ? throw new ArgumentException("default(ManifestDigest) is not the digest of a manifest.", parameter)
            : digests?.ToArray();

    private static string[]? CheckLabels(IReadOnlyList<string>? labels, string parameter) => labels is null
        ? null
        : labels.Any(string.IsNullOrEmpty) || labels.Any(label => label.StartsWith('='))
            ? throw new ArgumentException("A label needs a key, as in 'keep' or 'keep=true'.", parameter)
            : [.. labels];
}

[JsonSourceGenerationOptions(
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    WriteIndented = true)]
[JsonSerializable(typeof(RetentionPolicy))]
internal sealed partial class RetentionJsonContext : JsonSerializerContext;
