using System.Security.Authentication;
using System.Security.Cryptography;

namespace Quay.Client;

/// <summary>Distinguishes permanent connection failures (certificates, TLS, a proxy that refuses) from transient ones.</summary>
internal static class ConnectionFault
{
    public const string ProxyLogin =
        "The proxy requires a login: write it into the environment variable (HTTPS_PROXY=http://user:password@host:port), or set the "
        + "Credentials of the handler's Proxy.";

    private const string Handler =
        "QuayClient.CreateHandler(), and pass that handler to new QuayClient(options, handler) or, after AddQuayClient, to "
        + "ConfigurePrimaryHttpMessageHandler";

    private const string ClientCertificate =
        "The server may require a client certificate: set SslOptions.ClientCertificates of " + Handler + ".";

    // These texts are from .NET and OpenSSL. A message gets the advice of each text that it contains.
    private static readonly (string Words, string Advice)[] TlsAdvice =
    [
        ("RemoteCertificateNameMismatch", "The certificate is for another host: Endpoint must name the host that the certificate names."),
        ("NotTimeValid", "The certificate has expired or is not valid yet: renew it, or set this machine's clock."),
        ("Revoked", "The certificate was revoked: the server needs a new one."),
        ("UntrustedRoot", Trust),
        ("PartialChain", Trust),
        ("RemoteCertificateChainErrors", Trust),
        ("certificate required", ClientCertificate),
        ("handshake failure", ClientCertificate),
        ("bad certificate", ClientCertificate),
        ("unknown ca", ClientCertificate),
        ("protocol version", NoCommonVersion),
        ("frame size", NoTls),
        ("wrong version number", NoTls),
    ];

    private const string NoCommonVersion =
        "The server and the client have no common TLS version: update the server, or set SslOptions.EnabledSslProtocols of " + Handler
        + ".";

    private const string Trust =
        "This machine does not trust the issuer of the certificate: add the issuer to the machine's certificate store (on Linux, "
        + "SSL_CERT_FILE or SSL_CERT_DIR can name the certificates instead), or set SslOptions.CertificateChainPolicy of " + Handler + ".";

    private const string NoTls = "The server does not speak TLS on this port: if the port is for http, write http in Endpoint.";

    // Determines whether a retry would fail in the same way. A name that does not resolve and a refused or closed connection are transient:
    // a network or a server may be starting.
    public static bool IsPermanent(Exception fault) => IsTls(fault) || IsProxyRefusal(fault) || fault is NotSupportedException;

    // Determines whether a permanent failure prevented sending. A server can send a TLS alert after it has read the request.
    public static bool IsBeforeSending(Exception fault) => IsPermanent(fault)
        && fault is NotSupportedException
            or HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError };

    // Advises what the user can do about a failure; returns an empty text if nothing is known.
    public static string Advice(Exception fault, string? scheme)
    {
        if (IsTls(fault))
        {
            string words = string.Join(' ', Chain(fault).Select(one => one.Message));
            return string.Join(' ', TlsAdvice.Where(one => words.Says(one.Words)).Select(one => one.Advice).Distinct());
        }

        return fault switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } when NeedsLogin(fault) => ProxyLogin,
            HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } when IsProxyRefusal(fault) =>
                "The proxy refuses to connect to this host: allow the host there, or exclude it from the proxy (NO_PROXY).",
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "Check the host's name.",
            HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } when scheme == Uri.UriSchemeHttp =>
                "A port for https closes http connections like this: if the port is for https, write https in Endpoint.",
            _ => "",
        };
    }

    public static IEnumerable<Exception> Chain(Exception fault)
    {
        for (Exception? one = fault; one is not null; one = one.InnerException)
        {
            yield return one;
        }
    }

    private static bool IsTls(Exception fault) => Chain(fault).Any(one => one is AuthenticationException
        || (one is CryptographicException && one.Message.Contains(" alert ", StringComparison.Ordinal)));

    private static bool IsProxyRefusal(Exception fault) =>
        fault is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } refusal
        && (NeedsLogin(fault) || refusal.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError
            and not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests));

    // A SOCKS proxy returns no status, so the text of .NET's message is compared.
    private static bool NeedsLogin(Exception fault) =>
        fault is HttpRequestException { StatusCode: HttpStatusCode.ProxyAuthenticationRequired }
        || Chain(fault).Any(one => one.Message.Says("SOCKS") && one.Message.Says("authenticat"));
}
