namespace Quay.Client.History;

/// <summary>Reads the policies and the tags of a repository, and simulates what Quay deletes.</summary>
internal sealed class AutoPruneReader(IQuayClient client, HistoryReader reader)
{
    public async Task<AutoPruneSimulation> SimulateAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        Repository read = await client.Repositories
            .GetAsync(repository, includeTags: false, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        List<ScopedAutoPrunePolicy> policies = [];
        List<UnreadAutoPrunePolicies> unread = [];

        // Quay runs the policies of the namespace before those of the repository.
        AutoPruneScope scope = read.IsOrganization ? AutoPruneScope.Organization : AutoPruneScope.User;
        await ReadPoliciesAsync(scope, repository.Namespace).ConfigureAwait(false);
        await ReadPoliciesAsync(AutoPruneScope.Repository, repository.ToString()).ConfigureAwait(false);
        RepositorySnapshot snapshot = await SnapshotReader
            .ReadAsync(reader, repository, selection: null, read.TagExpiration, reader.Now, cancellationToken)
            .ConfigureAwait(false);
        return Simulate(snapshot, read.State, policies, unread);

        async Task ReadPoliciesAsync(AutoPruneScope scope, string name)
        {
            try
            {
                if (scope == AutoPruneScope.User && await WhyNotCurrentAsync(name, cancellationToken).ConfigureAwait(false) is { } reason)
                {
                    unread.Add(new UnreadAutoPrunePolicies { Scope = scope, Name = name, Reason = reason });
                    return;
                }

                PolicyScope path = scope switch
                {
                    AutoPruneScope.User => PolicyScope.CurrentUser,
                    AutoPruneScope.Organization => PolicyScope.Organization(name),
                    _ => repository,
                };
                IReadOnlyList<AutoPrunePolicy> read =
                    await client.Policies.AutoPrune.ListAsync(path, cancellationToken).ConfigureAwait(false);
                policies.AddRange(read.Select(policy => ScopedAutoPrunePolicy.Of(scope, name, policy)));
            }
            catch (QuayException fault) when (fault is QuayPermissionException or QuayFeatureException)
            {
                unread.Add(new UnreadAutoPrunePolicies { Scope = scope, Name = name, Reason = fault.Message });
            }
        }
    }

    internal static AutoPruneSimulation Simulate(
        RepositorySnapshot snapshot,
        string? state,
        IEnumerable<ScopedAutoPrunePolicy> policies,
        IReadOnlyList<UnreadAutoPrunePolicies> unread)
    {
        // Quay runs all policies by age before the first one by number.
        List<ScopedAutoPrunePolicy> inOrder = [.. policies.OrderBy(policy => policy.Policy.Method != "creation_date")];
        return new AutoPruneSimulation
        {
            Registry = snapshot.Registry!,
            Repository = snapshot.Repository,
            State = state,
            At = snapshot.Instant,
            Policies = inOrder,
            UnreadPolicies = unread,
            Deletions = AutoPruneSimulation.IsPruned(state) ? AutoPruneRun.Simulate(snapshot, inOrder) : [],
            Unknown = snapshot.Unknown,
            LiveTags = snapshot.Tags.Count,
        };
    }

    // Returns why the policies of a user cannot be read; null for the user of the token.
    private async Task<string?> WhyNotCurrentAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            User user = await client.Users.GetCurrentAsync(cancellationToken).ConfigureAwait(false);
            return user.Username == name ? null : SafeLine.Of($"Quay returns them only to {name}; the token is {user.Username}'s.");
        }
        catch (QuayAuthenticationException fault)
        {
            // The requests before have shown that the token is valid, unless the repository is public.
            return SafeLine.Of($"Quay returns them only to {name}, and the token's user is unknown. ") + fault.Message;
        }
    }
}
