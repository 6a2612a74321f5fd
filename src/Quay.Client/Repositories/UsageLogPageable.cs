using System.Runtime.CompilerServices;

namespace Quay.Client;

/// <summary>Reads a usage log and verifies it. After the first full page, it returns a day when the day is verified.</summary>
/// <remarks>
/// Quay's pages lose entries if a page ends between two entries with the same time. The first page is always complete. Whether a later page
/// is complete is unknown until the counts of the whole day match, so the entries of one day are held.
/// </remarks>
internal sealed class UsageLogPageable(UsageLogRequests requests, LogQuery query, ServerClock clock) : QuayPageable<LogEntry>
{
    // A page with fewer entries is the last one, so no entry is missing after it.
    private const int FullPage = 20;

    public override IAsyncEnumerable<QuayPage<LogEntry>> AsPages() =>
        query.SkipVerification ? requests.Entries(query.From, query.To).AsPages() : ReadPagesAsync();

    private protected override void ThrowIfCancelled(CancellationToken cancellationToken)
    {
        requests.MethodToken.ThrowIfCancellationRequested();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async IAsyncEnumerable<QuayPage<LogEntry>> ReadPagesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var verification = new UsageLogVerification(requests, query, clock);
        bool? isVerified = null;
        int number = 0;
        for (DateOnly? last = query.To; ;)
        {
            IAsyncEnumerable<QuayPage<LogEntry>> pages = requests.Entries(query.From, last).AsPages();
            await foreach (QuayPage<LogEntry> page in pages.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (isVerified == true)
                {
                    List<LogEntry> ready = await verification.AddAsync(page.Items, cancellationToken).ConfigureAwait(false);
                    if (ready.Count > 0)
                    {
                        yield return new QuayPage<LogEntry> { Items = ready, Number = ++number, HasAdditional = true };
                    }

                    continue;
                }

                if (isVerified is null)
                {
                    verification.AddComplete(page.Items);
                }

                yield return new QuayPage<LogEntry> { Items = page.Items, Number = ++number, HasAdditional = page.HasAdditional };
                if (isVerified is null)
                {
                    isVerified = page is { HasAdditional: true, Items.Count: >= FullPage }
                        ? await verification.TryStartAsync(cancellationToken).ConfigureAwait(false)
                        : null;
                }
            }

            if (isVerified != true)
            {
                yield break;
            }

            (List<LogEntry> rest, last) = await verification.CompleteAsync(cancellationToken).ConfigureAwait(false);
            bool isLast = last is null && verification.Missing.Total == 0;
            yield return new QuayPage<LogEntry> { Items = rest, Number = ++number, HasAdditional = !isLast };
            if (last is null)
            {
                break;
            }
        }

        if (verification.Missing.Total > 0)
        {
            throw verification.Missing.ToException(requests.Name);
        }
    }
}
