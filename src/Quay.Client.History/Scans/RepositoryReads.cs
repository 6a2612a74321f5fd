namespace Quay.Client.History;

/// <summary>Reads single repositories for a scan, and turns each outcome into a result.</summary>
internal sealed class RepositoryReads<T>(
    IQuayClient client, Func<RepositoryName, CancellationToken, Task<T>> read, ScanOptions options)
{
    // Returns the result and when the read started. Throws if the token is not accepted, or if the scan is cancelled.
    public async Task<ScanOutcome<T>> ReadAsync(ScanEntry entry, CancellationToken cancellationToken)
    {
        DateTimeOffset now = RetentionHorizon.Second(client.ServerTime);
        return new ScanOutcome<T>(entry, WithoutRead(entry, now) ?? await ResultAsync(entry, cancellationToken).ConfigureAwait(false), now);
    }

    public static ScanResult<T> Vanished(ScanEntry entry, Exception? error = null) => new()
    {
        Repository = entry.Repository,
        Status = ScanStatus.Vanished,
        Appeared = entry.Appeared,
        Error = error,
        Reason = "It was deleted, or the token can no longer see it.",
    };

    private ScanResult<T>? WithoutRead(ScanEntry entry, DateTimeOffset now) => entry switch
    {
        _ when options.RepositoryPattern is { } pattern && !RepositoryGlob.Matches(pattern, entry.Name) =>
            Skipped(entry, ScanSkipKind.Pattern, $"Its name does not match '{pattern}'."),
        { State: { } state } when options.SkipStates.Contains(state, StringComparer.Ordinal) =>
            Skipped(entry, ScanSkipKind.State, $"Its state is {state}."),
        _ when entry.IsUnchanged(now, options.RereadAfter) => new ScanResult<T>
        {
            Repository = entry.Repository,
            Status = ScanStatus.Unchanged,
            Reason = SafeLine.Of($"It was last read at {entry.ReadAt}, and modified at {entry.ReadModified}."),
        },
        _ => null,
    };

    private async Task<ScanResult<T>> ResultAsync(ScanEntry entry, CancellationToken cancellationToken)
    {
        RepositoryName? repository = null;
        try
        {
            repository = RepositoryName.Create(entry.Repository[..(entry.Repository.Length - entry.Name.Length - 1)], entry.Name);
            T value = await read(repository.Value, cancellationToken).ConfigureAwait(false);
            return new ScanResult<T>
            {
                Repository = entry.Repository,
                Status = ScanStatus.Done,
                Value = value,
                Appeared = entry.Appeared,
            };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (QuayAuthenticationException)
        {
            throw;
        }
        catch (QuayPermissionException fault)
        {
            return Skipped(entry, ScanSkipKind.Permission, fault.Message) with { Error = fault };
        }
        catch (QuayNotFoundException fault)
        {
            // The read may have requested something else that does not exist, such as a tag.
            bool isVanished = repository is { } name && await IsMissingAsync(name, cancellationToken).ConfigureAwait(false);
            return isVanished ? Vanished(entry, fault) : Failed(entry, fault);
        }
#pragma warning disable CA1031 // The failure of one repository must not lose the results of the others.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return Failed(entry, fault);
        }
    }

    private async Task<bool> IsMissingAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        try
        {
            await client.Repositories.GetAsync(repository, includeTags: false, cancellationToken: cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (QuayNotFoundException)
        {
            return true;
        }
        catch (QuayException fault) when (fault is not QuayAuthenticationException)
        {
            return false;
        }
    }

    private static ScanResult<T> Skipped(ScanEntry entry, ScanSkipKind kind, string reason) => new()
    {
        Repository = entry.Repository,
        Status = ScanStatus.Skipped,
        SkipKind = kind,
        Reason = reason,
        Appeared = entry.Appeared,
    };

    private static ScanResult<T> Failed(ScanEntry entry, Exception fault) => new()
    {
        Repository = entry.Repository,
        Status = ScanStatus.Failed,
        Error = fault,
        Reason = fault.Message,
        Appeared = entry.Appeared,
    };
}

/// <summary>Holds a result, and when the read of the repository started.</summary>
internal readonly record struct ScanOutcome<T>(ScanEntry Entry, ScanResult<T> Result, DateTimeOffset ReadAt);
