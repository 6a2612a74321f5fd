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

    // Ends the operation of a call that threw an exception instead of returning its task. The exception is not known here.
    public void EndIfThrown()
    {
        if (!_hasTask)
        {
            End("_OTHER", null, Elapsed);
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
    public void Abandon() => End(errorType: null, description: null, _elapsed);

    // Other exceptions than those of this package might contain a token, so their messages are omitted.
    public void End(Exception? fault = null) => End(fault?.GetType().FullName, (fault as QuayException)?.Message, Elapsed);

    private TimeSpan Elapsed => _elapsed + timeProvider.GetElapsedTime(_resumed);

    private void End(string? errorType, string? description, TimeSpan elapsed)
    {
        try
        {
            Record(errorType, elapsed);
        }
        finally
        {
            // Even if a listener to the metric throws.
            if (span is { IsAllDataRequested: true })
            {
                Describe(span, errorType, description);
            }

            span?.Stop();
        }
    }

    private void Record(string? errorType, TimeSpan elapsed)
    {
        if (metrics.OperationDuration.Enabled)
        {
            TagList tags = [.. metrics.Tags(), new("quay.operation", name)];
            if (errorType is not null)
            {
                tags.Add("error.type", errorType);
            }

            metrics.OperationDuration.Record(elapsed.TotalSeconds, tags);
        }
    }

    private void Describe(Activity span, string? errorType, string? description)
    {
        if (_pages > 0)
        {
            span.SetTag("quay.pages", _pages).SetTag("quay.entries", _entries);
        }

        if (errorType is not null)
        {
            span.SetTag("error.type", errorType).SetStatus(ActivityStatusCode.Error, description);
        }
    }
}
