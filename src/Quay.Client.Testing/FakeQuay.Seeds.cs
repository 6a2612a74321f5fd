namespace Quay.Client.Testing;

public sealed partial class FakeQuay
{
    /// <summary>Gets the tokens, in the order in which they were added.</summary>
    public IReadOnlyList<FakeToken> Tokens
    {
        get
        {
            lock (_registry.Gate)
            {
                return [.. _registry.Tokens.OrderBy(token => token.Id)];
            }
        }
    }

    /// <summary>Gets the users and organizations, by name.</summary>
    public IReadOnlyList<FakeNamespace> Namespaces
    {
        get
        {
            lock (_registry.Gate)
            {
                return [.. _registry.Namespaces.OrderBy(owner => owner.Name, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Adds the content of a seed: namespaces, repositories with their histories, tokens, and settings of the server.</summary>
    /// <param name="seed">The seed. Several seeds can be loaded.</param>
    /// <remarks>
    /// The settings of the seed replace those of the fake. <see cref="FakeQuaySeed.Clock"/> is not applied. If an exception is thrown, the
    /// fake is unchanged.
    /// </remarks>
    /// <exception cref="InvalidOperationException">
    /// The fake already has a namespace, a repository or a token of the seed, or the seed uses a user or a feature that does not exist.
    /// </exception>
    public void Load(FakeQuaySeed seed)
    {
        ArgumentNullException.ThrowIfNull(seed);
        lock (_registry.Gate)
        {
            SeedLoader.Load(seed, _registry);
        }
    }
}
