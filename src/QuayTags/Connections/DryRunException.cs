namespace QuayTags;

/// <summary>A dry run came to where the real run writes.</summary>
internal sealed class DryRunException(
    params IReadOnlyList<DryRunRequest> requests) : Exception("This is a dry run: the request was not sent.")
{
    /// <summary>What would be sent, in order.</summary>
    public IReadOnlyList<DryRunRequest> Requests { get; } = requests;

    /// <summary>What else there is to know of it; null for nothing.</summary>
    public string? Remark { get; init; }
}
