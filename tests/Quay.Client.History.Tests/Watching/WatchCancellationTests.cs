using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests.Watching;

/// <summary>Cancels a poll after it has read changes, and enumerates the watch again.</summary>
public sealed class WatchCancellationTests : IDisposable
{
    private readonly TagFixture _quay = new();
    private readonly CancellationTokenSource _first = new();
    private readonly CancellationTokenSource _end = new();
    private readonly List<string> _events = [];

    public void Dispose()
    {
        _quay.Dispose();
        _first.Dispose();
        _end.Dispose();
    }

    [Fact]
    public async Task Event_is_not_delayed_if_the_watch_was_cancelled_while_it_read_the_actor()
    {
        for (int i = 0; i < 120; i++)
        {
            _quay.App.Push($"t{i}");
        }

        await RunAsync(isNamespace: false, () =>
        {
            _quay.App.Push("new");
            CancelBefore("/logs");
        });

        Assert.Equal(["acme/app:new Created"], _events);
    }

    [Fact]
    public async Task Gap_is_reported_although_the_poll_that_found_it_was_cancelled()
    {
        _quay.App.Namespace.TimeMachine = TimeSpan.FromSeconds(30);
        FakeRepository other = _quay.Quay.AddRepository("acme/other");
        other.Push("a");
        _quay.App.Push("a");

        await RunAsync(isNamespace: true, () =>
        {
            _quay.App.Push("new");
            other.Push("new");
            CancelBefore("acme/other/tag/");
        });

        Assert.Single(_events, "acme/app: Gap");
        Assert.Single(_events, "acme/other: Gap");
    }

    [Fact]
    public async Task Full_read_of_a_namespace_that_was_cancelled_is_repeated_by_the_next_poll()
    {
        FakeRepository other = _quay.Quay.AddRepository("acme/other");
        _quay.App.Push("a");
        _quay.App.Push("b");
        other.Push("a");

        await RunAsync(isNamespace: true, () =>
        {
            _quay.App.DeleteTag("a");
            _quay.Clock.Advance(TimeSpan.FromDays(1));
            CancelBefore("acme/other/tag/");
        });

        Assert.Equal(["acme/app:a Removed"], _events);
    }

    private void CancelBefore(string target) =>
        _quay.Quay.Changes.Before(request => request.Target.Contains(target, StringComparison.Ordinal), _first.Cancel);

    // Makes the change before the second poll, which cancels the first enumeration.
    private async Task RunAsync(bool isNamespace, Action change)
    {
        _quay.Clock.Advance(TimeSpan.FromSeconds(10));
        int waits = 0;
        var options = new WatchOptions
        {
            IncludeActors = !isNamespace,
            RereadAfter = TimeSpan.FromDays(1),
            TimeProvider = new JumpingClock(time =>
            {
                if (waits++ == 0)
                {
                    change();
                }

                _quay.Clock.Advance(time + TimeSpan.FromSeconds(10));
                if (waits == 10)
                {
                    _end.Cancel();
                }
            }),
        };
        TagWatch watch = isNamespace ? _quay.History.WatchNamespaceAsync("acme", options) : _quay.History.WatchAsync("acme/app", options);
        foreach (CancellationToken token in (CancellationToken[])[_first.Token, _end.Token])
        {
            try
            {
                await foreach (TagEvent happened in watch.WithCancellation(token))
                {
                    _events.Add($"{happened.Repository}:{happened.Tag} {happened.Kind}");
                }
            }
            catch (OperationCanceledException)
            {
            }
        }

        Assert.True(_first.IsCancellationRequested);
    }
}
