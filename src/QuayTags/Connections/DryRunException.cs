namespace QuayTags;

/// <summary>The exception that is thrown when a dry run reaches a write.</summary>
internal sealed class DryRunException(
    params IReadOnlyList<DryRunRequest> requests) : Exception("This is a dry run: the request was not sent.")
{
    /// <summary>Gets the requests that the real run would send, in order.</summary>
    public IReadOnlyList<DryRunRequest> Requests { get; } = requests;

    /// <summary>Gets a remark for the user, or null.</summary>
    public string? Remark { get; init; }
}
