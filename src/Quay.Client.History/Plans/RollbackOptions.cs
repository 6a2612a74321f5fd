namespace Quay.Client.History;

/// <summary>Provides the options of a rollback. By default, it covers all tags and deletes none.</summary>
public sealed class RollbackOptions
{
    /// <summary>Gets the name or glob that selects the tags to roll back, such as <c>1.2.*</c>; null for all.</summary>
    /// <exception cref="ArgumentException">The value cannot match any tag.</exception>
    public string? Pattern
    {
        get;
        init => field = value is null ? null : TagGlob.Check(value, nameof(Pattern));
    }

    /// <summary>Gets whether tags that did not exist at the instant are deleted. By default, they are skipped.</summary>
    public bool DeleteNewer { get; init; }

    /// <summary>Returns the options on one line.</summary>
    public override string ToString() =>
        SafeLine.Of($"{(DeleteNewer ? "restore, move and delete" : "restore and move")} {(Pattern is null ? "all tags" : Pattern)}");
}
