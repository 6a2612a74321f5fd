namespace Quay.Client;

/// <summary>Determines which addresses belong to Quay's API: those below the path of the endpoint, on the endpoint's origin.</summary>
internal sealed class ApiRoot
{
    private readonly Uri _root;
    private readonly string _publicConfig;

    public ApiRoot(Uri endpoint)
    {
        string path = endpoint.AbsolutePath.TrimEnd('/');
        _publicConfig = path + "/config";
        _root = new Uri(new UriBuilder(endpoint) { Path = path + "/api/v1/" }.Uri.AbsoluteUri);
    }

    // Uri.Compare would allocate four strings for each request.
    public static bool IsSameOrigin(Uri? one, Uri? other) =>
        one is { IsAbsoluteUri: true }
        && other is { IsAbsoluteUri: true }
        && (ReferenceEquals(one, other)
            || (one.Port == other.Port
                && string.Equals(one.Scheme, other.Scheme, StringComparison.OrdinalIgnoreCase)
                && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase)));

    // Determines whether an address belongs to the API, after dot segments and the host are normalized.
    public bool Contains(Uri? address) =>
        address is { IsAbsoluteUri: true }
        && (IsPlainlyBelow(address.OriginalString)
            || (IsSameOrigin(address, _root) && address.AbsolutePath.StartsWith(_root.AbsolutePath, StringComparison.Ordinal)));

    // Determines whether an address is that of the public settings of Quay's web interface, which need no token.
    public bool IsPublicConfig(Uri? address) =>
        address is { IsAbsoluteUri: true } && IsSameOrigin(address, _root) && address.PathAndQuery == _publicConfig;

    // Fast path for nearly every address: reading the parts of a Uri would allocate strings for each request.
    private bool IsPlainlyBelow(string written) =>
        written.StartsWith(_root.OriginalString, StringComparison.Ordinal)
        && !written.AsSpan(_root.OriginalString.Length - 1).Contains("/.", StringComparison.Ordinal)
        && written.AsSpan().IndexOfAny('%', '\\') < 0;

    public override string ToString() => _root.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped);
}
