namespace Quay.Client.History;

/// <summary>Represents what a scan found for one repository.</summary>
/// <typeparam name="T">The type of what is read from each repository.</typeparam>
public sealed record ScanResult<T>
{
    /// <summary>Gets the full name of the repository, such as <c>acme/app</c>.</summary>
    public required string Repository { get; init; }

    /// <summary>Gets the status.</summary>
    public required ScanStatus Status { get; init; }

    /// <summary>Gets what was read; the default of the type unless the status is <see cref="ScanStatus.Done"/>.</summary>
    public T? Value { get; init; }

    /// <summary>Gets the exception that the read threw; null if it threw none.</summary>
    public Exception? Error { get; init; }

    /// <summary>Gets why there is no value, as a sentence; null if the status is <see cref="ScanStatus.Done"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets why the repository was skipped; null unless the status is <see cref="ScanStatus.Skipped"/>.</summary>
    public ScanSkipKind? SkipKind { get; init; }

    /// <summary>
    /// Gets whether the repository is new since the earlier scan (<see cref="ScanOptions.StartFrom"/>), or since this one started.
    /// </summary>
    public bool Appeared { get; init; }

    /// <summary>Returns the repository, the status and the reason on one line.</summary>
    public override string ToString() =>
        SafeLine.Of($"{Repository}: {Status}{(Appeared ? " (new)" : "")}{(Reason is null ? "" : " " + Reason)}");
}

/// <summary>Specifies what a scan found for a repository.</summary>
public enum ScanStatus
{
    /// <summary>The repository was read.</summary>
    Done,

    /// <summary>The read threw an exception. A later scan with the checkpoint reads the repository again.</summary>
    Failed,

    /// <summary>The repository was not read: the token lacks permission, or the options exclude the repository.</summary>
    Skipped,

    /// <summary>The repository was not read, because an earlier scan read it and it seems unchanged.</summary>
    Unchanged,

    /// <summary>
    /// The repository was deleted, or became invisible to the token. If it was read before that, this is its second result.
    /// </summary>
    Vanished,
}

/// <summary>Specifies why a scan skipped a repository.</summary>
public enum ScanSkipKind
{
    /// <summary>The token does not allow the read (<see cref="QuayPermissionException"/>).</summary>
    Permission,

    /// <summary>The state of the repository is one of <see cref="ScanOptions.SkipStates"/>.</summary>
    State,

    /// <summary>The name does not match <see cref="ScanOptions.RepositoryPattern"/>.</summary>
    Pattern,
}
