namespace Quay.Client.Transport;

/// <summary>The part of the network that belongs to a client: Quay's API below the path of its endpoint, on the endpoint's origin.</summary>
internal sealed class ApiRoot
{
    private readonly Uri _root;

    public ApiRoot(Uri endpoint) => _root = new UriBuilder(endpoint) { Path = endpoint.AbsolutePath.TrimEnd('/') + "/api/v1/" }.Uri;

    /// <summary>Decides by the address as it is sent, with its dot segments and its host resolved.</summary>
    public bool Contains(Uri? address) =>
        Origin.IsSame(address, _root) && address!.AbsolutePath.StartsWith(_root.AbsolutePath, StringComparison.Ordinal);

    public override string ToString() => _root.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped);
}
