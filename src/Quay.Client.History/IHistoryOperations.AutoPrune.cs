namespace Quay.Client.History;

public partial interface IHistoryOperations
{
    /// <summary>
    /// Determines which tags Quay's auto-prune policies delete, and when: those of the repository and of its organization or user. Also
    /// lists the policies of the namespace and the repository. Quay itself has no dry run.
    /// </summary>
    /// <remarks>
    /// <para>The token needs the scope <c>repo:admin</c>, and <c>org:admin</c> for an organization. Quay returns the policies of a user
    /// only to that user (<c>user:admin</c> and <c>user:read</c>). Policies that cannot be read are in
    /// <see cref="AutoPruneSimulation.UnreadPolicies"/>, with the reason.</para>
    /// <para>Quay's database interprets the patterns. A pattern that databases interpret differently makes its policy unpredictable:
    /// the result then lists the tags that the policy may delete as uncertain.</para>
    /// </remarks>
    /// <param name="repository">The repository.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<AutoPruneSimulation> SimulateAutoPruneAsync(RepositoryName repository, CancellationToken cancellationToken = default);
}
