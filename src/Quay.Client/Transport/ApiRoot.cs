namespace Quay.Client.Transport;

/// <summary>The part of the network that belongs to a client: Quay's API below the path of its endpoint, on the endpoint's origin.</summary>
internal sealed class ApiRoot
{
    private readonly Uri _root;

    public ApiRoot(Uri endpoint) => _root = new Uri(new UriBuilder(endpoint) { Path = endpoint.AbsolutePath.TrimEnd('/') + "/api/v1/" }.Uri.AbsoluteUri);

    /// <summary>Decides by the address as it is sent, with its dot segments and its host resolved.</summary>
    public bool Contains(Uri? address) =>
        address is { IsAbsoluteUri: true }
        && (IsPlainlyBelow(address.OriginalString)
            || (Origin.IsSame(address, _root) && address.AbsolutePath.StartsWith(_root.AbsolutePath, StringComparison.Ordinal)));

    // Nearly every address is, and the parts of a Uri are strings that each request would have to make.
    private bool IsPlainlyBelow(string written) =>
        written.StartsWith(_root.OriginalString, StringComparison.Ordinal)
        && !written.AsSpan(_root.OriginalString.Length - 1).Contains("/.", StringComparison.Ordinal)
        && written.AsSpan().IndexOfAny('%', '\\') < 0;

    public override string ToString() => _root.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped);
}
