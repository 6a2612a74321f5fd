using Quay.Client.Names;

namespace Quay.Client.Repositories;

internal sealed class RepositoryOperations(IRepositoryApi api) : IRepositoryOperations
{
    public Task<Repository> GetAsync(
        RepositoryName repository, bool? includeTags = null, bool? includeStats = null, CancellationToken cancellationToken = default) =>
        api.GetRepoAsync(repository.Checked(nameof(repository)), OnTheWire(includeTags), OnTheWire(includeStats), cancellationToken);

    // Refit would write True and False, which Quay reads by luck and a stricter front may not.
    private static string? OnTheWire(bool? value) => value switch { true => "true", false => "false", null => null };
}
