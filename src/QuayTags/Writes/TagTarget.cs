using Quay.Client;

namespace QuayTags;

/// <summary>Represents where a command writes: the client and the repository.</summary>
internal sealed record TagTarget(IQuayClient Quay, RepositoryName Repository, CancellationToken CancellationToken);
