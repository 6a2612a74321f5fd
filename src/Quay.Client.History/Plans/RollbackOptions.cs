namespace Quay.Client.History;

/// <summary>Options for a rollback. The default covers every tag, and deletes none.</summary>
public sealed class RollbackOptions
{
    /// <summary>Gets which tags to roll back: a name, or a glob such as <c>1.2.*</c>; null for all.</summary>
    /// <exception cref="ArgumentException">The value can match no tag.</exception>
    public string? Pattern
    {
        get;
        init => field = value is null ? null : TagGlob.Check(value, nameof(Pattern));
    }

    /// <summary>Gets whether tags that did not exist then are deleted. Otherwise they are skipped.</summary>
    public bool DeleteNewer { get; init; }

    /// <summary>Returns the options on one line.</summary>
    public override string ToString() =>
        SafeLine.Of($"{(DeleteNewer ? "restore, move and delete" : "restore and move")} {(Pattern is null ? "all tags" : Pattern)}");
}
