namespace QuayTags;

/// <summary>Defines how policies are written as a table and as CSV.</summary>
internal static class PolicyFormat
{
    public static ListFormat<PolicyEntry> Create() => new()
    {
        Columns = [new("POLICY", 0), new("RULE", 1, MinWidth: 20), new("TAGS", 2, MinWidth: 12), new("ID", 3)],
        Cells = policy => [Cells.Of(policy.Kind), Cells.Of(policy.Rule), Cells.Of(Tags(policy)), Cells.Of(policy.Id)],
        Csv =
        [
            new("kind", policy => policy.Kind),
            new("uuid", policy => policy.Id),
            new("method", policy => policy.Method),
            new("value", policy => policy.Value),
            new("tag_pattern", policy => policy.TagPattern),
            new("tag_pattern_matches", policy => Csv.Flag(policy.TagPatternMatches)),
        ],
        Json = ToolJson.Default.PolicyEntry,
    };

    private static string Tags(PolicyEntry policy) => policy switch
    {
        { TagPattern: null } => "all",
        { TagPatternMatches: false } => $"not matching {policy.TagPattern}",
        _ => $"matching {policy.TagPattern}",
    };
}
