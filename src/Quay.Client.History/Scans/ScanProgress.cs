namespace Quay.Client.History;

/// <summary>Represents the progress of a scan.</summary>
public sealed record ScanProgress
{
    /// <summary>Gets the number of repositories that are listed so far.</summary>
    public required int Listed { get; init; }

    /// <summary>Gets whether the list is complete. If not, <see cref="Listed"/> still grows.</summary>
    public required bool IsListComplete { get; init; }

    /// <summary>Gets the number of repositories with a result, including those of the scan that this one continues.</summary>
    public required int Finished { get; init; }

    /// <summary>Gets the number of repositories that this scan failed to read.</summary>
    public required int Failed { get; init; }

    /// <summary>Gets the number of repositories that this scan skipped.</summary>
    public required int Skipped { get; init; }

    /// <summary>Returns the numbers on one line.</summary>
    public override string ToString() =>
        SafeLine.Of($"{Finished} of {Listed}{(IsListComplete ? "" : " or more")} repositories, {Failed} failed, {Skipped} skipped");
}
