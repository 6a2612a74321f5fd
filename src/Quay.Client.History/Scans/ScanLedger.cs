namespace Quay.Client.History;

/// <summary>Records which repositories are listed and which are finished. It only computes; the scan sends the requests.</summary>
internal sealed class ScanLedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ScanEntry> _entries = new(StringComparer.Ordinal);
    private readonly ScanCheckpoint _scope;
    private readonly bool _continues;
    private readonly bool _hasEarlierList;
    private DateTimeOffset _startedAt;
    private bool _isComplete;
    private int _round;
    private int _processed;
    private int _failed;
    private int _skipped;

    // Creates a ledger for a scope, which is a checkpoint without repositories.
    public ScanLedger(ScanCheckpoint scope, ScanOptions options)
    {
        ThrowIfOther(scope, options);
        ScanCheckpoint? startFrom = options.StartFrom;
        _scope = scope;
        (_startedAt, _isComplete) = (startFrom?.StartedAt ?? scope.StartedAt, startFrom?.IsComplete ?? false);
        _continues = startFrom is { IsComplete: false, Repositories.Count: > 0 };
        _hasEarlierList = _continues || _isComplete;
        foreach ((string name, ScannedRepository repository) in startFrom?.Repositories ?? new Dictionary<string, ScannedRepository>())
        {
            _entries.Add(name, new ScanEntry(name)
            {
                ReadModified = repository.LastModified,
                ReadAt = repository.ReadAt,
                IsFinished = repository.IsFinished,
            });
        }
    }

    public DateTimeOffset StartedAt => _startedAt;

    public ScanCheckpoint ToCheckpoint()
    {
        lock (_lock)
        {
            var repositories = new SortedDictionary<string, ScannedRepository>(StringComparer.Ordinal);
            foreach (ScanEntry entry in _entries.Values)
            {
                repositories.Add(entry.Repository, new ScannedRepository
                {
                    LastModified = entry.ReadModified,
                    ReadAt = entry.ReadAt,
                    IsFinished = entry.IsFinished,
                });
            }

            return _scope.With(_startedAt, _isComplete, repositories);
        }
    }

    // Returns the progress while a list is read.
    public ScanProgress ProgressOf(int listed) => Progress(Math.Max(listed, _entries.Count), isListComplete: false);

    public ScanProgress Progress() => Progress(_entries.Count, isListComplete: true);

    // Adds a complete list, and returns the repositories that need a result: first those that vanished, then the others in their order.
    public (IReadOnlyList<ScanEntry> Vanished, Queue<ScanEntry> Pending) Add(
        IReadOnlyList<ListedRepository> listed, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_round++ == 0)
            {
                Begin(now);
            }

            var pending = new Queue<ScanEntry>();
            foreach (ListedRepository repository in listed)
            {
                if (!_entries.TryGetValue(repository.FullName, out ScanEntry? entry))
                {
                    entry = new ScanEntry(repository.FullName) { Appeared = _hasEarlierList || _round > 1 };
                    _entries.Add(entry.Repository, entry);
                }

                // A repository that is deleted and created again during the list is listed twice.
                if (entry.Round < _round && !entry.IsFinished && !entry.HasResult)
                {
                    (entry.ListedModified, entry.State) = (repository.LastModified, repository.State);
                    pending.Enqueue(entry);
                }

                entry.Round = _round;
            }

            return ([.. _entries.Values.Where(entry => entry.Round < _round)], pending);
        }
    }

    // Records a result that the caller has processed.
    public void Finish(ScanEntry entry, ScanStatus status, DateTimeOffset readAt)
    {
        lock (_lock)
        {
            bool isCounted = entry.HasResult || entry.IsFinished;
            entry.HasResult = true;
            _failed += status == ScanStatus.Failed ? 1 : 0;
            _skipped += status == ScanStatus.Skipped ? 1 : 0;
            if (status == ScanStatus.Vanished)
            {
                _entries.Remove(entry.Repository);
                _processed -= isCounted ? 1 : 0;
                return;
            }

            _processed += isCounted ? 0 : 1;
            entry.IsFinished = status is ScanStatus.Done or ScanStatus.Unchanged;
            if (!entry.IsFinished)
            {
                // The next scan must read the repository even if an earlier one did.
                (entry.ReadModified, entry.ReadAt) = (null, null);
            }
            else if (status == ScanStatus.Done)
            {
                // A snapshot of the start of the scan does not show what was pushed before a later read.
                bool showsStart = _scope is { Content: ScanContent.Snapshots, Instant: null };
                (entry.ReadModified, entry.ReadAt) = (entry.ListedModified, showsStart ? _startedAt : readAt);
            }
        }
    }

    public void Complete()
    {
        lock (_lock)
        {
            _isComplete = true;
        }
    }

    private static void ThrowIfOther(ScanCheckpoint scope, ScanOptions options)
    {
        if (options.StartFrom is not { } from)
        {
            return;
        }

        // The start of timelines can move on with each scan, but not within one. An earlier start would need every repository again.
        bool isSameInstant = from.Instant == scope.Instant
            || (from is { IsComplete: true, Content: ScanContent.Timelines } && from.Instant < scope.Instant);
        if (!isSameInstant || KeyOf(from) != KeyOf(scope))
        {
            throw new ArgumentException(
                $"The checkpoint belongs to {Describe(from)}, but this scan to {Describe(scope)}.", nameof(options));
        }
    }

    private static (Uri Registry, string Namespace, string? RepositoryPattern, bool IncludePublic, ScanContent Content, string? TagPattern)
        KeyOf(ScanCheckpoint scan) =>
        (scan.Registry, scan.Namespace, scan.RepositoryPattern, scan.IncludePublic, scan.Content, scan.TagPattern);

    private static string Describe(ScanCheckpoint scan)
    {
        string content = scan.Content switch
        {
            ScanContent.Snapshots => "snapshots",
            ScanContent.Timelines => "timelines",
            _ => "a function",
        };
        string tags = scan.TagPattern is null ? "" : $", tags '{scan.TagPattern}'";
        string pattern = scan.RepositoryPattern is null ? "" : $", repositories '{scan.RepositoryPattern}'";
        string visible = scan.IncludePublic ? ", with public repositories" : "";
        string instant = scan.Instant is { } at ? SafeLine.Of($", instant {at}") : "";
        return SafeLine.Of($"{scan.Registry}{scan.Namespace} ({content}{instant}{tags}{pattern}{visible})");
    }

    private void Begin(DateTimeOffset now)
    {
        _isComplete = false;
        if (!_continues)
        {
            _startedAt = now;
            foreach (ScanEntry entry in _entries.Values)
            {
                entry.IsFinished = false;
            }
        }

        _processed = _entries.Values.Count(entry => entry.IsFinished);
    }

    private ScanProgress Progress(int listed, bool isListComplete) => new()
    {
        Listed = listed,
        IsListComplete = isListComplete,
        Processed = _processed,
        Failed = _failed,
        Skipped = _skipped,
    };
}
