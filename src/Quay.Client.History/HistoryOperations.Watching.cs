namespace Quay.Client.History;

internal sealed partial class HistoryOperations
{
    public TagWatch Watch(RepositoryName repository, WatchOptions? options = null)
    {
        WatchOptions valid = options ?? new WatchOptions();
        string name = Valid(repository).ToString();
        var start = new WatchState { Registry = client.Endpoint, Repository = name, Pattern = valid.Pattern };
        return new TagWatch(new RepositoryWatch(client, repository, valid), Resumed(start, valid), valid);
    }

    public TagWatch WatchNamespace(string name, WatchOptions? options = null)
    {
        WatchOptions valid = options ?? new WatchOptions();
        string checkedName = RepositoryQuery.InNamespace(name).Namespace!;
        var start = new WatchState { Registry = client.Endpoint, Namespace = checkedName, Pattern = valid.Pattern };
        return new TagWatch(new NamespaceWatch(client, checkedName, valid), Resumed(start, valid), valid);
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
                SafeLine.Of($"The position is of {Text(state)}, and the watch is of {Text(start)}. Use the position with the same watch."),
                nameof(options));
    }

    private static string Text(WatchState state) =>
        $"{state.Registry}{state.Scope}" + (state.Pattern is null ? "" : $" with the pattern '{state.Pattern}'");
}
