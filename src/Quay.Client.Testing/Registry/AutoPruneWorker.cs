using System.Numerics;
using System.Text.RegularExpressions;

namespace Quay.Client.Testing;

/// <summary>Deletes tags as the auto-prune policies of a namespace and its repositories require, like the worker of Quay 3.13.</summary>
internal static class AutoPruneWorker
{
    public static void Run(FakeNamespace owner, FakeRegistry registry)
    {
        if (!registry.Features.AutoPrune)
        {
            return;
        }

        try
        {
            foreach (FakeRepository repository in registry.RepositoriesOf(owner).Where(one => one.State == FakeRepositoryState.Normal))
            {
                Prune(repository, registry);
            }
        }
        catch (Exception error) when (error is RegexParseException or OverflowException)
        {
            // The failure of one policy ends Quay's run for the namespace.
        }
    }

    private static void Prune(FakeRepository repository, FakeRegistry registry)
    {
        List<FakeAutoPrunePolicy> policies = [.. repository.Namespace.Policies.AutoPrune, .. repository.Policies.AutoPrune];
        foreach (FakeAutoPrunePolicy policy in policies.Where(one => one.Method == "creation_date"))
        {
            BigInteger age = FakeAutoPrunePolicy.SecondsOf((string)policy.Value) * 1000;
            Delete(repository, registry, [.. Selected(policy).Where(entry => registry.Clock.NowMs - entry.StartMs > age)]);
        }

        foreach (FakeAutoPrunePolicy policy in policies.Where(one => one.Method == "number_of_tags"))
        {
            long keep = policy.Value is long number ? number : throw new OverflowException("Quay's database has no such number.");
            Delete(repository, registry, [.. Selected(policy).Where((_, index) => index >= keep)]);
        }

        IEnumerable<FakeTagEntry> Selected(FakeAutoPrunePolicy policy)
        {
            Regex? pattern = policy.TagPattern is { } text ? new Regex(text, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) : null;
            return repository.Tags.Where(entry =>
                !entry.IsImmutable
                && !(registry.IsAtLeast(18) && TagHistory.IsCosignName(entry.Name))
                && (pattern is null || pattern.IsMatch(entry.Name) == policy.TagPatternMatches));
        }
    }

    private static void Delete(FakeRepository repository, FakeRegistry registry, List<FakeTagEntry> entries)
    {
        foreach (FakeTagEntry entry in entries)
        {
            repository.History.Delete(entry);
            repository.AddLogEntry(new FakeLogEntry
            {
                Kind = "autoprune_tag_delete",
                Time = registry.Clock.Now,
                Address = null,
                Metadata = new Dictionary<string, object?>
                {
                    ["performer"] = "autoprune worker",
                    ["namespace"] = repository.Namespace.Name,
                    ["repo"] = repository.Name,
                    ["tag"] = entry.Name,
                },
            });
        }
    }
}
