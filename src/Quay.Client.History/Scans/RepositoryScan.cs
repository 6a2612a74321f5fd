namespace Quay.Client.History;

/// <summary>
/// Represents a scan of the repositories of a namespace. <c>await foreach</c> runs it and returns a result for each repository.
/// </summary>
/// <remarks>
/// <para>The scan is lazy: it sends requests while it is enumerated, and it can be enumerated once. A result that is not taken blocks
/// further reads, so at most <see cref="ScanOptions.MaxConcurrency"/> results are in memory.</para>
/// <para>A result counts as finished when the next one is requested. If the caller's loop ends before that, a scan from
/// <see cref="Checkpoint"/> returns the result again.</para>
/// <para>The enumeration throws <see cref="QuayAuthenticationException"/> as soon as Quay does not accept the token, and
/// <see cref="QuayException"/> if the list of repositories cannot be read completely. Other failures are results.</para>
/// </remarks>
/// <typeparam name="T">The type of what is read from each repository.</typeparam>
public sealed class RepositoryScan<T> : IAsyncEnumerable<ScanResult<T>>
{
    private readonly IQuayClient _client;
    private readonly NamespaceList _list;
    private readonly ScanLedger _ledger;
    private readonly RepositoryReads<T> _reads;
    private readonly ScanOptions _options;
    private readonly IProgress<ScanProgress>? _progress;
    private readonly CancellationToken _cancellationToken;
    private bool _isStarted;

    internal RepositoryScan(
        IQuayClient client,
        ScanCheckpoint scope,
        Func<DateTimeOffset, RepositoryName, CancellationToken, Task<T>> read,
        ScanOptions options,
        IProgress<ScanProgress>? progress,
        CancellationToken cancellationToken)
    {
        _client = client;
        _list = new NamespaceList(
            client.Repositories, RepositoryQuery.InNamespace(scope.Namespace, scope.IncludePublic) with { WithLastModified = true });
        _ledger = new ScanLedger(scope, options);
        _reads = new RepositoryReads<T>(client, (repository, token) => read(_ledger.StartedAt, repository, token), options);
        (_options, _progress, _cancellationToken) = (options, progress, cancellationToken);
    }

    /// <summary>
    /// Gets which repositories are finished by now, also after an exception. It holds a name and two times for each repository.
    /// </summary>
    public ScanCheckpoint Checkpoint => _ledger.ToCheckpoint();

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The scan was enumerated before.</exception>
    public IAsyncEnumerator<ScanResult<T>> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        Interlocked.Exchange(ref _isStarted, true)
            ? throw new InvalidOperationException(
                "A scan can be enumerated once. To continue it, create another one that starts from its checkpoint.")
            : EnumerateAsync(cancellationToken);

    private async IAsyncEnumerator<ScanResult<T>> EnumerateAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken, cancellationToken);
        var running = new List<Task<ScanOutcome<T>>>();
        try
        {
            // The second list shows which repositories appeared or vanished while those of the first one were read.
            for (int round = 1; round <= 2; round++)
            {
                (IReadOnlyList<ScanEntry> vanished, Queue<ScanEntry> pending) =
                    await ListAsync(round == 1 ? _progress : null, stop.Token).ConfigureAwait(false);
                foreach (ScanEntry entry in vanished)
                {
                    ScanResult<T> result = RepositoryReads<T>.Vanished(entry);
                    yield return result;
                    Finish(new ScanOutcome<T>(entry, result, ReadAt: default));
                }

                while (true)
                {
                    stop.Token.ThrowIfCancellationRequested();
                    while (running.Count < _options.MaxConcurrency && pending.TryDequeue(out ScanEntry? entry))
                    {
                        running.Add(Task.Run(() => _reads.ReadAsync(entry, stop.Token), CancellationToken.None));
                    }

                    if (running.Count == 0)
                    {
                        break;
                    }

                    Task<ScanOutcome<T>> next = _options.InOrder ? running[0] : await Task.WhenAny(running).ConfigureAwait(false);
                    ScanOutcome<T> outcome = await next.ConfigureAwait(false);
                    running.Remove(next);
                    yield return outcome.Result;
                    Finish(outcome);
                }
            }

            _ledger.Complete();
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            Task allEnded = Task.WhenAll(running);
            await allEnded.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<(IReadOnlyList<ScanEntry> Vanished, Queue<ScanEntry> Pending)> ListAsync(
        IProgress<ScanProgress>? progress, CancellationToken cancellationToken)
    {
        Action<int>? report = progress is null ? null : count => progress.Report(_ledger.ProgressOf(count));
        List<ListedRepository> listed = await _list.ReadAsync(report, cancellationToken).ConfigureAwait(false);
        return _ledger.Add(listed, RetentionHorizon.Second(_client.ServerTime));
    }

    private void Finish(ScanOutcome<T> outcome)
    {
        _ledger.Finish(outcome.Entry, outcome.Result.Status, outcome.ReadAt);
        _progress?.Report(_ledger.Progress());
    }
}
