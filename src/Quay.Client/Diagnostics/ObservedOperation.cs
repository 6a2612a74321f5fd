using System.Diagnostics;

namespace Quay.Client;

/// <summary>Measures one operation: its span, and the time that it spends in the client.</summary>
internal sealed class ObservedOperation(string name, ClientMetrics metrics, TimeProvider timeProvider, Activity? span)
{
    private long _resumed = timeProvider.GetTimestamp();
    private TimeSpan _elapsed;
    private int _pages;
    private long _entries;
    private bool _hasTask;

    public async Task<T> CompleteAsync<T>(Task<T> call)
    {
        await CompleteAsync((Task)call).ConfigureAwait(false);
        return await call.ConfigureAwait(false);
    }

    public async Task CompleteAsync(Task call)
    {
        _hasTask = true;
        try
        {
            await call.ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            End(fault);
            throw;
        }

        End();
    }

    // Before a call returns its task, it can only throw because an argument is invalid.
    public void EndIfThrown()
    {
        if (!_hasTask)
        {
            End(new ArgumentException());
        }
    }

    // Continues a list whose caller requests the next page. The span becomes the current one, until the calling async method returns.
    public void Resume()
    {
        _resumed = timeProvider.GetTimestamp();
        Activity.Current = span ?? Activity.Current;
    }

    // Counts a page of a list. The time until the next page belongs to the caller.
    public void Pause(int entries)
    {
        _elapsed += timeProvider.GetElapsedTime(_resumed);
        _pages++;
        _entries += entries;
        if (metrics.Entries.Enabled)
        {
            metrics.Entries.Add(entries, [.. metrics.Tags(), new("quay.operation", name)]);
        }
    }

    // Ends a list whose caller stopped reading it.
    public void Abandon() => End(fault: null, _elapsed);

    public void End(Exception? fault = null) => End(fault, _elapsed + timeProvider.GetElapsedTime(_resumed));

    private void End(Exception? fault, TimeSpan elapsed)
    {
        if (metrics.OperationDuration.Enabled)
        {
            TagList tags = [.. metrics.Tags(), new("quay.operation", name)];
            if (fault is not null)
            {
                tags.Add("error.type", fault.GetType().FullName);
            }

            metrics.OperationDuration.Record(elapsed.TotalSeconds, tags);
        }

        if (span is { IsAllDataRequested: true })
        {
            Describe(span, fault);
        }

        span?.Stop();
    }

    private void Describe(Activity span, Exception? fault)
    {
        if (_pages > 0)
        {
            span.SetTag("quay.pages", _pages).SetTag("quay.entries", _entries);
        }

        if (fault is not null)
        {
            // Other exceptions than those of this package might contain a token.
            span.SetTag("error.type", fault.GetType().FullName);
            span.SetStatus(ActivityStatusCode.Error, (fault as QuayException)?.Message);
        }
    }
}
