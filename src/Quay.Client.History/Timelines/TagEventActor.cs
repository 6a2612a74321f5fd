namespace Quay.Client.History;

/// <summary>Represents who caused an event, and how, according to the usage log of the repository.</summary>
public sealed record TagEventActor
{
    /// <summary>Gets the means; <see cref="TagEventMeans.Unknown"/> if the log does not show it, with the <see cref="Reason"/>.</summary>
    [JsonPropertyName("means")]
    public required TagEventMeans Means { get; init; }

    /// <summary>
    /// Gets the name of the user or robot; null for anonymous callers and for Quay itself. For an expiry, this is who set it, if known.
    /// </summary>
    [JsonPropertyName("name")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>Gets whether this is a robot account; null if Quay does not report it.</summary>
    [JsonPropertyName("is_robot")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsRobot { get; init; }

    /// <summary>Gets the OAuth application whose token was used; null for none, such as in Quay's web interface.</summary>
    [JsonPropertyName("application")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Application { get; init; }

    /// <summary>Gets the IP address of the caller; null if unknown.</summary>
    [JsonPropertyName("address")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Address { get; init; }

    /// <summary>Gets the kind of the log entry, such as <c>push_repo</c>; null if there is none.</summary>
    [JsonPropertyName("log_kind")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LogKind { get; init; }

    /// <summary>Gets the time of the log entry (UTC, whole seconds); null if there is none.</summary>
    [JsonPropertyName("log_time")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? LogTime { get; init; }

    /// <summary>Gets why the actor is unknown, as a human-readable sentence; null if it is known.</summary>
    [JsonPropertyName("reason")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>Returns the name and the means on one line, such as <c>alice, API (deployer)</c>.</summary>
    public override string ToString()
    {
        string means = Means switch
        {
            TagEventMeans.Api => "API",
            TagEventMeans.Registry => "registry",
            TagEventMeans.AutoPrune => "auto-prune",
            TagEventMeans.Mirror => "mirror",
            TagEventMeans.Expiration => "expiry",
            _ => "unknown",
        };
        string actor = Name is null ? means : SafeLine.Of($"{Name}, {means}");
        return Application is null ? actor : SafeLine.Of($"{actor} ({Application})");
    }

    internal static TagEventActor Unknown(string reason) => new() { Means = TagEventMeans.Unknown, Reason = reason };
}

/// <summary>Specifies how an event was caused.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TagEventMeans>))]
public enum TagEventMeans
{
    /// <summary>The usage log does not show it.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>Quay's API. Its web interface uses the API, too.</summary>
    [JsonStringEnumMemberName("api")]
    Api,

    /// <summary>The registry protocol (<c>/v2</c>), such as a push with Podman.</summary>
    [JsonStringEnumMemberName("registry")]
    Registry,

    /// <summary>Quay's worker for auto-prune policies.</summary>
    [JsonStringEnumMemberName("auto_prune")]
    AutoPrune,

    /// <summary>Quay's worker for mirrored repositories, which pushes as a robot.</summary>
    [JsonStringEnumMemberName("mirror")]
    Mirror,

    /// <summary>Quay itself, because the expiry of the tag passed.</summary>
    [JsonStringEnumMemberName("expiration")]
    Expiration,
}
