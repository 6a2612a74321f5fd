namespace Quay.Client;

/// <summary>A client of one Quay: quay.io, Red Hat Quay or Project Quay. Minor versions of the package add members.</summary>
/// <remarks>All members can be called from several threads at once. Create one client for each Quay and token, and keep it.</remarks>
public interface IQuayClient
{
    /// <summary>Gets the root of the Quay.</summary>
    Uri Endpoint { get; }

    /// <summary>Gets Quay's present time, estimated from the <c>Date</c> of its responses; the local time until there is one.</summary>
    DateTimeOffset ServerTime { get; }

    /// <summary>Gets the operations on repositories.</summary>
    IRepositoryOperations Repositories { get; }

    /// <summary>Gets the operations on tags and their history.</summary>
    ITagOperations Tags { get; }

    /// <summary>Gets the operations on manifests: labels, security scans, pull counts.</summary>
    IManifestOperations Manifests { get; }

    /// <summary>Gets the operations on policies that delete tags or make them immutable.</summary>
    IQuayPolicies Policies { get; }

    /// <summary>Gets the operations on the user that the token acts as.</summary>
    IUserOperations Users { get; }
}
