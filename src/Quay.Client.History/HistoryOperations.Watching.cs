namespace Quay.Client.History;

internal sealed partial class HistoryOperations
{
    public TagWatch WatchAsync(
        RepositoryName repository, WatchOptions? options = null, CancellationToken cancellationToken = default)
    {
        WatchOptions valid = options ?? new WatchOptions();
        string name = Valid(repository).ToString();
        var start = new WatchState { Registry = client.Endpoint, Repository = name, Pattern = valid.Pattern };
        return Create(new RepositoryWatch(client, repository, valid), start, valid, cancellationToken);
    }

    public TagWatch WatchNamespaceAsync(
        string namespaceName, WatchOptions? options = null, CancellationToken cancellationToken = default)
    {
        WatchOptions valid = options ?? new WatchOptions();
        string checkedName = RepositoryQuery.InNamespace(namespaceName).Namespace!;
        var start = new WatchState { Registry = client.Endpoint, Namespace = checkedName, Pattern = valid.Pattern };
        return Create(new NamespaceWatch(client, checkedName, valid), start, valid, cancellationToken);
    }

    private TagWatch Create(IWatchSource source, WatchState start, WatchOptions options, CancellationToken cancellationToken)
    {
        _reader.ThrowIfFuture(options.StartAt is { } startAt ? [(startAt, nameof(options))] : []);
        IWatchSource complete = options.IncludeActors ? new ActorSource(source, new ActorReader(client)) : source;
        return new TagWatch(complete, Resumed(start, options), options, cancellationToken);
    }

    private static WatchState Resumed(WatchState start, WatchOptions options)
    {
        if (options.StartAfter?.State is not { } state)
        {
            return start;
        }

        bool isSame = (state.Registry, state.Repository, state.Namespace, state.Pattern)
            == (start.Registry, start.Repository, start.Namespace, start.Pattern);
        return isSame
            ? state
            : throw new ArgumentException(
                SafeLine.Of($"The position belongs to {Text(state)}, but the watch to {Text(start)}. Pass a position of this watch."),
                nameof(options));
    }

    private static string Text(WatchState state) =>
        $"{state.Registry}{state.Scope}" + (state.Pattern is null ? "" : $" with the pattern '{state.Pattern}'");
}
