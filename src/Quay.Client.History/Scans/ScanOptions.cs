namespace Quay.Client.History;

/// <summary>Provides the options of a scan. By default, it reads every repository in which the token's user has a role.</summary>
public sealed class ScanOptions
{
    private const int Most = 64;

    /// <summary>
    /// Gets the glob that selects the repositories by their name within the namespace, such as <c>web-*</c>; null for all. <c>*</c> matches
    /// any text, also slashes, and <c>?</c> matches one character.
    /// </summary>
    /// <exception cref="ArgumentException">The value cannot match any repository.</exception>
    public string? RepositoryPattern
    {
        get;
        init => field = value is null ? null : RepositoryGlob.Check(value, nameof(RepositoryPattern));
    }

    /// <summary>
    /// Gets the states of the repositories to skip, as Quay names them (<see cref="RepositoryListItem.State"/>): for example <c>MIRROR</c>.
    /// By default, there are none.
    /// </summary>
    /// <exception cref="ArgumentException">The value contains null or an empty string.</exception>
    public IReadOnlyCollection<string> SkipStates
    {
        get;
        init => field = value is not null && !value.Any(string.IsNullOrEmpty)
            ? [.. value]
            : throw new ArgumentException("A state to skip is null or empty. Quay's states are texts such as MIRROR.", nameof(SkipStates));
    } = [];

    /// <summary>
    /// Gets how many repositories are read concurrently, from 1 to 64. The default is 4. Also limits how many results wait for the caller.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1, or more than 64.</exception>
    public int MaxConcurrency
    {
        get;
        init => field = value is >= 1 and <= Most
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(MaxConcurrency), SafeLine.Of($"{nameof(MaxConcurrency)} must be from 1 to {Most}, not {value}."));
    } = 4;

    /// <summary>
    /// Gets whether the results have the order of Quay's list, the oldest repository first. By default, they are returned as they complete.
    /// </summary>
    public bool InOrder { get; init; }

    /// <summary>
    /// Gets whether to include public repositories in which the token's user has no role. A client without a token sees only these.
    /// </summary>
    public bool IncludePublic { get; init; }

    /// <summary>
    /// Gets the checkpoint of an earlier scan; null to read every repository. If it is complete, the scan reads only what changed since.
    /// Otherwise, the scan continues the earlier one.
    /// </summary>
    public ScanCheckpoint? StartFrom { get; init; }

    /// <summary>
    /// Gets the time after which a repository is read again although its <c>last_modified</c> is unchanged. The default is one day; zero
    /// reads every repository.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TimeSpan RereadAfter
    {
        get;
        init => field = value >= TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(RereadAfter), SafeLine.Of($"{nameof(RereadAfter)} must not be negative, but is {value}."));
    } = TimeSpan.FromDays(1);

    /// <summary>Returns the options on one line.</summary>
    public override string ToString()
    {
        string which = RepositoryPattern is null ? "all repositories" : $"repositories '{RepositoryPattern}'";
        string from = StartFrom is null ? "" : SafeLine.Of($", from {StartFrom}");
        return SafeLine.Of($"{which}, {MaxConcurrency} at a time{(InOrder ? ", in order" : "")}{from}");
    }
}
