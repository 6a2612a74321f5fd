using Quay.Client;

namespace QuayTags;

/// <summary>Represents what a command covers: one repository, or all repositories of a namespace.</summary>
internal sealed record RepositoryOrNamespace(RepositoryName? Repository, string? Namespace);
