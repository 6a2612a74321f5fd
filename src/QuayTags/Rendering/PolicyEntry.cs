using Quay.Client;

namespace QuayTags;

/// <summary>Represents a policy of either kind in a list.</summary>
internal sealed record PolicyEntry
{
    public required string Kind { get; init; }

    public required string? Id { get; init; }

    /// <summary>Gets the rule for people.</summary>
    public required string Rule { get; init; }

    /// <summary>Gets Quay's name of the method; null for immutability policies.</summary>
    public string? Method { get; init; }

    public string? Value { get; init; }

    public required string? TagPattern { get; init; }

    public required bool? TagPatternMatches { get; init; }

    public static PolicyEntry Of(AutoPrunePolicy policy) => new()
    {
        Kind = "auto-prune",
        Id = policy.Uuid,
        Rule = policy switch
        {
            { TagCount: { } count } => $"keeps the newest {Counted.Of(count, "tag")}",
            { Age: not null } => $"deletes tags older than {policy.Value}",
            _ => $"{policy.Method} {policy.Value}",
        },
        Method = policy.Method,
        Value = policy.Value,
        TagPattern = policy.TagPattern,
        TagPatternMatches = policy.TagPatternMatches,
    };

    public static PolicyEntry Of(ImmutabilityPolicy policy) => new()
    {
        Kind = "immutability",
        Id = policy.Uuid,
        Rule = "makes tags immutable",
        TagPattern = policy.TagPattern,
        TagPatternMatches = policy.TagPatternMatches,
    };
}
