namespace Quay.Client.History;

/// <summary>Represents the progress of a scan.</summary>
public sealed record ScanProgress
{
    /// <summary>Gets the number of repositories that are listed so far.</summary>
    public required int Listed { get; init; }

    /// <summary>Gets whether the list is complete. If not, <see cref="Listed"/> still grows.</summary>
    public required bool IsListComplete { get; init; }

    /// <summary>
    /// Gets the number of repositories with a result. It includes those that failed or were skipped, and those that a continued scan
    /// finished.
    /// </summary>
    public required int Processed { get; init; }

    /// <summary>Gets the number of repositories that this scan failed to read.</summary>
    public required int Failed { get; init; }

    /// <summary>Gets the number of repositories that this scan skipped.</summary>
    public required int Skipped { get; init; }

    /// <summary>Returns the numbers on one line.</summary>
    public override string ToString() =>
        SafeLine.Of($"{Processed} of {Listed}{(IsListComplete ? "" : " or more")} repositories, {Failed} failed, {Skipped} skipped");
}
