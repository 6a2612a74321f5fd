using System.Text.RegularExpressions;
using Quay.Client;

namespace QuayTags;

/// <summary>Replaces the names of the client's properties and methods in a message by the options of the tool.</summary>
internal static partial class ClientMessage
{
    // The first texts are longer than the later ones that they contain.
    private static readonly (string Client, string Tool)[] Names =
    [
        (", or set the Credentials of the handler's Proxy", ", or pass --proxy"),
        ("(MaxResponseBytes in the options, or the network handler's for headers)", "of the tool"),
        ("Set Token or TokenProvider in the options, or list", "Use a token, or list"),
        ("CheckTokenAsync distinguishes them", "'whoami' distinguishes them"),
        ("the configured Endpoint", "the configured URL"),
        ("Endpoint must name", "--url must name"),
        ("write http in Endpoint", "write http in --url"),
        ("write https in Endpoint", "write https in --url"),
        ("Check Endpoint", "Check --url"),
        ("check that Endpoint", "check that --url"),
        ("Check that Endpoint", "Check that --url"),
        ($"set {nameof(QuayClientOptions.AllowInsecureHttp)}", "pass --allow-insecure-http"),
        ($"{nameof(QuayClientOptions)}.{nameof(QuayClientOptions.Endpoint)}", "The URL"),
        ($"{nameof(QuayClientOptions)}.{nameof(QuayClientOptions.Token)}", "The token"),
        ($"the limit of {nameof(QuayClientOptions.AttemptTimeout)}", "the limit of an attempt"),
        ($"the limit of {nameof(QuayClientOptions.Timeout)}", "the limit of a request"),
        ("The TokenProvider of the options", "The token command"),
        ("the TokenProvider", "the token command"),
    ];

    public static string Of(string message)
    {
        string text = TrustedCertificates().Replace(message, "or pass --ca-file FILE.");
        text = HandlerOption().Replace(text, "which the tool cannot set.");
        return Names.Aggregate(text, (result, name) => result.Replace(name.Client, name.Tool, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"or set SslOptions\.CertificateChainPolicy of QuayClient\.CreateHandler\(\).*?ConfigurePrimaryHttpMessageHandler\.")]
    private static partial Regex TrustedCertificates();

    [GeneratedRegex(@"set SslOptions\.\w+ of QuayClient\.CreateHandler\(\).*?ConfigurePrimaryHttpMessageHandler\.")]
    private static partial Regex HandlerOption();
}
