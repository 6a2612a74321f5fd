using System.Net;
using System.Security.Cryptography.X509Certificates;
using Quay.Client;

namespace QuayTags;

/// <summary>Represents the settings for one server, after options, environment variables and a profile were combined.</summary>
internal sealed class ServerSettings
{
    public required Uri Url { get; init; }

    /// <summary>Gets the option, variable or profile that has the URL, for messages.</summary>
    public required string UrlSource { get; init; }

    /// <summary>Gets where the token comes from; null for anonymous access.</summary>
    public TokenSource? Token { get; init; }

    /// <summary>Gets the certificates to trust in addition to the machine's; null for none.</summary>
    public X509Certificate2Collection? Certificates { get; init; }

    /// <summary>Gets the file of the certificates; null for none, or if the profile names it.</summary>
    public string? CaFile { get; init; }

    /// <summary>Gets the proxy; null for the one of the environment.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Gets the same proxy; null if the profile names it.</summary>
    public Uri? OwnProxy { get; init; }

    public bool AllowInsecureHttp { get; init; }

    /// <summary>Gets the name of the profile, or null.</summary>
    public string? Profile { get; init; }

    /// <exception cref="UsageException">The URL or the token is invalid.</exception>
    /// <exception cref="IOException">The command that prints the token failed.</exception>
    public void ApplyTo(QuayClientOptions options, ToolContext context)
    {
        (options.Endpoint, options.AllowInsecureHttp) = (Url, AllowInsecureHttp);
        (options.Token, options.TokenProvider) = (null, null);
        Token?.ApplyTo(options, context);
    }

    public SocketsHttpHandler CreateHandler()
    {
        SocketsHttpHandler network = QuayClient.CreateHandler();
        if (Certificates is not null)
        {
            network.SslOptions.RemoteCertificateValidationCallback = new CertificateValidator(Certificates).Validate;
        }

        if (Proxy is not null)
        {
            // WebProxy does not read the login of its address.
            string[] login = [.. Proxy.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString)];
            var address = new UriBuilder(Proxy) { UserName = "", Password = "" };
            network.Proxy = new WebProxy(address.Uri)
            {
                Credentials = Proxy.UserInfo.Length > 0 ? new NetworkCredential(login[0], login.ElementAtOrDefault(1)) : null,
            };
        }

        return network;
    }
}
