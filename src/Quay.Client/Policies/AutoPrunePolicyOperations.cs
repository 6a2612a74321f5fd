namespace Quay.Client;

/// <summary>
/// Reads and writes auto-prune policies. Rejects a pattern for Quay before 3.13, which would silently ignore it and prune every tag of the
/// repository.
/// </summary>
internal sealed class AutoPrunePolicyOperations(
    IPolicyApi<AutoPrunePolicy> api, IRepositoryApi repositories, IUserApi users, LostWriteRecovery writes, FeatureCheck features)
    : PolicyOperations<AutoPrunePolicy>(api, repositories, users, writes, features)
{
    private static readonly OptionalFeature Patterns = new("FEATURE_AUTO_PRUNE", "3.13");

    protected override string Name => "auto-prune";

    protected override string Kind => "autoprunepolicy";

    protected override OptionalFeature Feature => OptionalFeature.AutoPrune;

    protected override AutoPrunePolicy ToSend(AutoPrunePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.ToSend();
    }

    protected override void ThrowIfUnsupported(PolicyScope scope, AutoPrunePolicy policy, IReadOnlyList<AutoPrunePolicy> existing)
    {
        if (policy.TagPattern is not null && existing.Any(other => !other.ShowsPattern))
        {
            throw Patterns.Lacking(
                $"This server ignores patterns in the auto-prune policies of {scope} and would prune every tag. Nothing was sent.");
        }
    }

    // Reads the created policy back, and deletes it if its pattern is missing.
    protected override async Task<AutoPrunePolicy> VerifyCreatedAsync(
        PolicyScope scope, AutoPrunePolicy created, IReadOnlyList<AutoPrunePolicy> before, CancellationToken cancellationToken)
    {
        // If policies existed before, they have shown that the server supports patterns.
        if (created.TagPattern is null || before.Count > 0)
        {
            return created;
        }

        const string Advice = "Quay before 3.13 ignores patterns and prunes every tag: read the policy, and delete it if it has none.";
        string uuid = created.Uuid!;
        string outcome = $"The auto-prune policy {uuid} of {scope} was created";
        try
        {
            AutoPrunePolicy stored =
                await Writes.VerifyAsync(token => GetAsync(scope, uuid, token), cancellationToken).ConfigureAwait(false);
            if (stored.TagPattern is not null)
            {
                return stored;
            }

            outcome += " without its pattern";
            await SendDeleteAsync(scope, uuid, cancellationToken).ConfigureAwait(false);
        }
        catch (QuayException fault)
        {
            throw Writes.OutcomeUnknown($"{outcome}, but its verification or deletion failed. {Advice} {fault.Message}", fault);
        }
        catch (OperationCanceledException cancelled) when (cancellationToken.IsCancellationRequested)
        {
            throw Writes.Interrupted($"{outcome}, but its verification was cancelled. {Advice}", cancelled, cancellationToken);
        }
        catch (ObjectDisposedException closed)
        {
            throw Writes.Interrupted(
                $"{outcome}, but the QuayClient was disposed before the verification. {Advice}", closed, cancellationToken);
        }

        throw Patterns.Lacking(
            $"{outcome}, because this server does not support patterns and would prune every tag. The policy was deleted again.");
    }
}
