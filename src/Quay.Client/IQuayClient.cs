namespace Quay.Client;

/// <summary>
/// A client of one Quay: quay.io, a Red Hat Quay or a Project Quay. Safe for use by several threads at once, and made to be kept: one
/// client for each Quay and token. An interface so that code which uses it can be tested without one; minor versions add members to it.
/// </summary>
public interface IQuayClient
{
    /// <summary>Gets the root of the Quay that the client talks to.</summary>
    Uri Endpoint { get; }

    /// <summary>
    /// Gets the current time by Quay's clock, estimated from the <c>Date</c> of its responses and up to a second ahead; the client's time until there is one.
    /// </summary>
    DateTimeOffset ServerTime { get; }

    /// <summary>The repositories.</summary>
    IRepositoryOperations Repositories { get; }

    /// <summary>The tags of repositories, and their history.</summary>
    ITagOperations Tags { get; }

    /// <summary>The manifests of repositories: images and lists of images, with their labels and what is known of them.</summary>
    IManifestOperations Manifests { get; }

    /// <summary>Gets the operations on policies, by which Quay deletes tags and makes them immutable.</summary>
    IQuayPolicies Policies { get; }

    /// <summary>The user that the token acts as, and whether the token is alive.</summary>
    IUserOperations Users { get; }
}
