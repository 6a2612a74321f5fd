using System.Collections.ObjectModel;
using System.Diagnostics;

namespace Quay.Client.Tests.Tracing;

/// <summary>
/// Collects exported spans. Listeners are process-wide, so a list also gets spans of other tests, even while a test reads it.
/// </summary>
internal sealed class SpanList(Predicate<Activity> isOwn) : Collection<Activity>
{
    private readonly Lock _lock = new();

    public IReadOnlyList<Activity> Snapshot()
    {
        lock (_lock)
        {
            return [.. this];
        }
    }

    protected override void InsertItem(int index, Activity item)
    {
        if (!isOwn(item))
        {
            return;
        }

        lock (_lock)
        {
            base.InsertItem(Count, item);
        }
    }
}
