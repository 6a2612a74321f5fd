namespace Quay.Client.History;

internal sealed partial class HistoryOperations
{
    public Task<AutoPruneSimulation> SimulateAutoPruneAsync(RepositoryName repository, CancellationToken cancellationToken = default) =>
        new AutoPruneReader(client, _reader).SimulateAsync(Valid(repository), cancellationToken);
}
