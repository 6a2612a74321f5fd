namespace Quay.Client.Testing;

/// <summary>Adds the content of a seed to a fake. It validates everything before it changes anything.</summary>
internal static class SeedLoader
{
    /// <exception cref="InvalidOperationException">The fake has a part of the seed already, or lacks a user or a feature.</exception>
    public static void Load(FakeQuaySeed seed, FakeRegistry registry)
    {
        FakeFeatures features = seed.Features(registry.Features);
        Version version = seed.ServerVersion ?? registry.Version;
        Validate(seed, registry, features.ImmutableTags && version >= new Version(3, 17));

        (registry.Features, registry.Version) = (features, version);
        foreach (SeedNamespace named in seed.Namespaces)
        {
            FakeNamespace target = registry.FindNamespace(named.Name) ?? registry.AddNamespace(named.Name, named.IsOrganization);
            target.TimeMachine = named.TimeMachine ?? target.TimeMachine;
        }

        foreach (SeedNamespace organization in seed.Namespaces.Where(named => named.IsOrganization))
        {
            FakeNamespace target = registry.FindNamespace(organization.Name)!;
            foreach (string owner in organization.Owners is [] ? ["admin"] : organization.Owners.Select(owner => owner.Name))
            {
                target.AddOwner(owner);
            }
        }

        foreach (SeedToken token in seed.Tokens)
        {
            registry.AddToken(token.Value, registry.RequireUser(token.User.Name), token.Scopes);
        }

        foreach (SeedRepository repository in seed.Repositories)
        {
            Add(repository, registry);
        }

        // After the histories, because a new immutability policy makes existing tags immutable.
        foreach (SeedNamespace named in seed.Namespaces)
        {
            FakeNamespace target = registry.FindNamespace(named.Name)!;
            Add(named.Policies, target.Policies, registry, policy => target.MakeImmutable(policy.Covers));
        }
    }

    private static void Validate(FakeQuaySeed seed, FakeRegistry registry, bool isImmutabilityEnabled)
    {
        HashSet<string> users = [.. registry.Namespaces.Where(named => !named.IsOrganization).Select(user => user.Name)];
        users.UnionWith(seed.Namespaces.Where(named => !named.IsOrganization).Select(user => user.Name));
        foreach (SeedNamespace named in seed.Namespaces)
        {
            // Every fake has the user admin, and a seed can set its properties.
            Require(
                registry.FindNamespace(named.Name) is null || (named.Name == "admin" && !named.IsOrganization),
                $"{named.Path}: the fake already has the namespace '{named.Name}'.");
        }

        foreach (SeedUser user in seed.Namespaces.SelectMany(named => named.Owners)
            .Concat(seed.Tokens.Select(token => token.User))
            .Concat(seed.Repositories.SelectMany(repository => repository.Permissions, (_, grant) => grant.User)))
        {
            Require(users.Contains(user.Name), $"{user.Path}: the user '{user.Name}' does not exist. Add it to the seed's users.");
        }

        foreach (SeedToken token in seed.Tokens)
        {
            Require(registry.FindToken(token.Value) is null, $"{token.Path}: the fake already has this token.");
        }

        foreach (SeedRepository repository in seed.Repositories)
        {
            Require(
                registry.Find(repository.FullName) is null,
                $"{repository.Path}: the fake already has the repository '{repository.FullName}'.");
        }

        foreach (SeedPolicies policies in seed.Namespaces.Select(named => named.Policies)
            .Concat(seed.Repositories.Select(repository => repository.Policies)))
        {
            Require(
                policies.Immutability is [] || isImmutabilityEnabled,
                $"{policies.Path}.immutability_policies: they need FEATURE_IMMUTABLE_TAGS in the seed's features, and Quay 3.17 or newer.");
        }
    }

    private static void Require(bool isTrue, string message)
    {
        if (!isTrue)
        {
            throw new InvalidOperationException(message);
        }
    }

    private static void Add(SeedRepository seed, FakeRegistry registry)
    {
        FakeNamespace owner = registry.FindNamespace(seed.Namespace)
            ?? registry.AddNamespace(seed.Namespace, isOrganization: true).AddOwner("admin");
        FakeRepository repository = registry.AddRepository(
            owner, seed.Name, owner.IsOrganization ? owner.Owners.First() : owner.Name);
        (repository.IsPublic, repository.Description, repository.State) = (seed.IsPublic, seed.Description, seed.State);
        foreach ((SeedUser user, FakeRole role) in seed.Permissions)
        {
            repository.Grant(user.Name, role);
        }

        RecordedHistory.Load(repository, seed.Recorded);

        // Images before lists: the images of a list have no size there.
        foreach (SeedEntry entry in seed.Entries.OrderBy(entry => entry.Children is not null))
        {
            repository.GetOrAdd(ManifestOf(entry, repository));
        }

        foreach (SeedEntry entry in seed.Entries)
        {
            repository.History.Table.Add(
                new FakeTagEntry(entry.Tag, repository.FindManifest(entry.Digest)!, entry.StartMs, entry.EndMs)
                {
                    IsReversion = entry.IsReversion,
                    IsImmutable = entry.IsImmutable,
                });
        }

        Add(seed.Policies, repository.Policies, registry, policy => repository.History.MakeImmutable(policy.Covers));
    }

    private static FakeManifest ManifestOf(SeedEntry entry, FakeRepository repository)
    {
        if (entry.Children is not { } children)
        {
            return ManifestFactory.CreateImage(entry.Digest, entry.Digest, entry.Size);
        }

        foreach (string child in children.Where(child => repository.FindManifest(child) is null))
        {
            repository.GetOrAdd(ManifestFactory.CreateImage(child, child));
        }

        return ManifestFactory.CreateList(children, entry.Digest);
    }

    private static void Add(SeedPolicies seed, PolicySet target, FakeRegistry registry, Action<FakeImmutabilityPolicy> apply)
    {
        target.AutoPrune = target.AutoPrune.AddRange(seed.AutoPrune.Select(policy => policy with { Id = registry.NewIdentifier() }));
        foreach (FakeImmutabilityPolicy policy in seed.Immutability)
        {
            FakeImmutabilityPolicy added = policy with { Id = registry.NewIdentifier() };
            target.Immutability = target.Immutability.Add(added);
            apply(added);
        }
    }
}
