namespace QuayTags;

/// <summary>Represents an option in a completion script.</summary>
internal sealed record CompletedOption
{
    /// <summary>Gets the long name, such as <c>--tag</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the name with one letter, such as <c>-q</c>; null if there is none.</summary>
    public string? ShortName { get; init; }

    public required string Description { get; init; }

    public required bool TakesValue { get; init; }

    public bool IsFile { get; init; }

    /// <summary>Gets the possible values, if they are few.</summary>
    public required IReadOnlyList<string> Values { get; init; }

    public IEnumerable<string> Names => ShortName is null ? [Name] : [ShortName, Name];
}
