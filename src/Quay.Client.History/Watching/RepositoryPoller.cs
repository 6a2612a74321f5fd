namespace Quay.Client.History;

/// <summary>Reads the history of one repository, and sends a single request as long as nothing shows a change.</summary>
/// <remarks>
/// A history of one page shows everything. For a longer one, two requests alternate. The first page of the history changes when an entry is
/// added. The last page of the live tags changes when a tag ends without a new entry. So one of the next two polls sees each such change,
/// unless an entry is added and removed by the collector in between. Other changes (immutability, expiries) are seen by the next full read.
/// </remarks>
internal sealed class RepositoryPoller(IQuayClient client, RepositoryName repository, string? pattern, TimeSpan rereadAfter)
{
    private readonly HistoryPages _pages = new(client, repository, pattern);
    private TimeSpan? _window;
    private DateTimeOffset? _windowReadAt;

    // What the last full read of a long history showed; null if the next poll must read everything.
    private LiveTail? _liveTail;
    private IReadOnlyList<EntryState>? _firstPage;
    private bool _isTailNext;

    // Makes the next poll read everything.
    public void Forget() => _liveTail = null;

    /// <summary>Polls once. Returns null if nothing changed.</summary>
    /// <param name="before">What the watch knows; null at its start.</param>
    /// <param name="isWoken">Whether an entry was probably added.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<HistoryRead?> PollAsync(WatchedRepository? before, bool isWoken, CancellationToken cancellationToken)
    {
        if (IsRereadDue())
        {
            _liveTail = null;

            // This also verifies the token, which the requests for pages of a public repository do not.
            Repository read = await client.Repositories
                .GetAsync(repository, includeTags: false, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            (_window, _windowReadAt) = (read.TagExpiration, client.ServerTime);
        }

        if (_isTailNext && !isWoken && _liveTail is not null)
        {
            _isTailNext = false;
            if (await _pages.HasTailAsync(_liveTail, cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            _liveTail = null;
        }

        DateTimeOffset now = client.ServerTime;
        QuayPage<TagHistoryEntry> first = await _pages.FirstAsync(cancellationToken).ConfigureAwait(false);
        if (!first.HasAdditional)
        {
            return _pages.Complete(first.Items, before, now, _window);
        }

        _isTailNext = true;
        List<EntryState> states = [.. first.Items.Select(EntryState.Of)];
        if (_liveTail is not null && _firstPage is not null && states.SequenceEqual(_firstPage))
        {
            return null;
        }

        _liveTail = null;
        (HistoryRead history, LiveTail tail) = await _pages.ReadAllAsync(before, _window, cancellationToken).ConfigureAwait(false);

        // A change that is not settled is on the pages already, so they would not show it again.
        (_firstPage, _liveTail) = (states, history.IsSettled ? tail : null);
        return history;
    }

    // Half a window after a full read, the collector cannot have removed anything that the read did not show.
    private bool IsRereadDue()
    {
        TimeSpan? half = _window > TimeSpan.Zero ? _window / 2 : null;
        return _windowReadAt is not { } last || client.ServerTime - last >= (half < rereadAfter ? half : rereadAfter);
    }
}

/// <summary>Represents what a page shows of an entry, to detect changes.</summary>
internal readonly record struct EntryState(
    string Name, DateTimeOffset? Start, DateTimeOffset? End, string? Digest, bool Reversion, bool? Immutable)
{
    public static EntryState Of(TagHistoryEntry entry) =>
        new(entry.Name, entry.Start, entry.End, entry.ManifestDigest, entry.Reversion, entry.Immutable);
}

/// <summary>Represents the last page of the live tags.</summary>
internal sealed record LiveTail(int Page, IReadOnlyList<EntryState> Entries);
