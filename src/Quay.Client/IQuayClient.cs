namespace Quay.Client;

/// <summary>Represents a client for one Quay server: quay.io, Red Hat Quay or Project Quay.</summary>
/// <remarks>
/// All members are thread-safe. Create one client for each server and token, and reuse it. Minor versions of the package can add members
/// to the interfaces, which breaks types that implement them.
/// </remarks>
public interface IQuayClient
{
    /// <summary>Gets the root address of the Quay server.</summary>
    Uri Endpoint { get; }

    /// <summary>Gets the server's time, estimated from its responses; before the first response, the time of <c>TimeProvider</c>.</summary>
    DateTimeOffset ServerTime { get; }

    /// <summary>Gets the operations on repositories.</summary>
    IRepositoryOperations Repositories { get; }

    /// <summary>Gets the operations on tags and their history.</summary>
    ITagOperations Tags { get; }

    /// <summary>Gets the operations on manifests and their labels, security scans and pull counts.</summary>
    IManifestOperations Manifests { get; }

    /// <summary>Gets the operations on policies that delete tags or make them immutable.</summary>
    IQuayPolicies Policies { get; }

    /// <summary>Gets the operations on the token and its user.</summary>
    IUserOperations Users { get; }

    /// <summary>Gets the operations that ask the server what it supports.</summary>
    IServerOperations Server { get; }
}
