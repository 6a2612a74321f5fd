namespace Quay.Client;

/// <summary>
/// Keeps a policy from a server that does not know patterns: a Quay before 3.13 ignores one that it is sent, and prunes every tag of the repository.
/// </summary>
/// <param name="policies">The auto-prune policies.</param>
/// <param name="writes">Limits how long the verification takes.</param>
internal sealed class PatternSupport(PolicyKind<AutoPrunePolicy> policies, WriteSender writes)
{
    private static readonly OptionalFeature Patterns = new("FEATURE_AUTO_PRUNE", "3.13");

    /// <summary>Refuses a pattern where a policy that is there already shows that the server knows none.</summary>
    /// <exception cref="QuayFeatureException">It knows none.</exception>
    public static void Check(string repository, AutoPrunePolicy policy, params IReadOnlyList<AutoPrunePolicy> there)
    {
        if (policy.TagPattern is not null && there.Any(other => !other.ShowsPattern))
        {
            throw Patterns.Lacking(
                $"The auto-prune policies of {repository} have no patterns on this server: it would prune every tag by this one. Nothing was sent.");
        }
    }

    /// <summary>Reads a policy that was created, and deletes it if it has lost its pattern.</summary>
    /// <exception cref="QuayFeatureException">It had.</exception>
    /// <exception cref="QuayOutcomeUnknownException">It could not be read, or not be deleted.</exception>
    public async Task<AutoPrunePolicy> CheckCreatedAsync(string repository, string uuid, CancellationToken cancellationToken)
    {
        const string Advice = "A Quay before 3.13 ignores patterns and prunes every tag: read the policy, and delete it if it has none.";
        string made = $"The auto-prune policy {uuid} of {repository} was created";
        try
        {
            AutoPrunePolicy policy = await writes.VerifyAsync(token => policies.GetAsync(repository, uuid, token), cancellationToken).ConfigureAwait(false);
            if (policy.TagPattern is not null)
            {
                return policy;
            }

            made += " without its pattern";
            await policies.DeleteAsync(repository, uuid, cancellationToken).ConfigureAwait(false);
        }
        catch (QuayException fault)
        {
            throw new QuayOutcomeUnknownException($"{made}, but its verification failed. {Advice} {fault.Message}", fault);
        }
        catch (OperationCanceledException cancelled) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException($"{made}, but its verification was cancelled. {Advice}", cancelled, cancellationToken);
        }
        catch (ObjectDisposedException closed)
        {
            throw new ObjectDisposedException($"{made}, but the QuayClient was disposed before the verification. {Advice}", closed);
        }

        throw Patterns.Lacking($"{made}, for this server knows none and would prune every tag by it; the policy was deleted again.");
    }
}
