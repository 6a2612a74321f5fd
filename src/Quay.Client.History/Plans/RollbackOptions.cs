namespace Quay.Client.History;

/// <summary>What a rollback is to cover. It cannot change once made. The default covers every tag, and deletes none.</summary>
public sealed record RollbackOptions
{
    /// <summary>Which tags: a name, or a glob such as <c>1.2.*</c>; null for all.</summary>
    /// <exception cref="ArgumentException">The value is neither.</exception>
    public string? Pattern
    {
        get;
        init => field = value is null ? null : TagGlob.Check(value, nameof(Pattern));
    }

    /// <summary>Whether tags are deleted that are there now and were not then; they are left otherwise.</summary>
    public bool DeleteNewer { get; init; }

    /// <summary>Returns the options on one line.</summary>
    public override string ToString() => SafeText.Line($"{(DeleteNewer ? "restore, move and delete" : "restore and move")} {(Pattern is null ? "all tags" : Pattern)}");
}
