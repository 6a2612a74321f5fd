using Quay.Client;
using Quay.Client.Testing;

namespace QuayTags.Commands;

/// <summary>Makes clients of the user's Quay, or of the embedded one when the user names none.</summary>
internal static class Connection
{
    public const string UrlVariable = "QUAY_URL";
    public const string TokenVariable = "QUAY_TOKEN";

    /// <exception cref="UsageException">The address or the token cannot be used.</exception>
    public static QuayClient Open(Uri? url, bool allowInsecureHttp, Surroundings surroundings) =>
        Open(url, allowInsecureHttp, dryRun: false, surroundings);

    /// <exception cref="UsageException">The address or the token cannot be used.</exception>
    public static QuayClient Open(Uri? url, bool allowInsecureHttp, bool dryRun, Surroundings surroundings)
    {
        QuayClientOptions options = surroundings.ClientOptions;
        try
        {
            options.Endpoint = url ?? (Variable(UrlVariable) is { } text ? Values.Url(text) : null);
            if (options.Endpoint is null)
            {
                surroundings.Error.WriteLine($"No --url and no {UrlVariable}: this is the sample data of the embedded Quay.");
                return OpenSample(options, dryRun);
            }

            options.Token = Variable(TokenVariable);
            options.AllowInsecureHttp = allowInsecureHttp;
            return dryRun ? new QuayClient(options, DryRunHandler.OverNetwork()) : new QuayClient(options);
        }
        catch (ArgumentException fault)
        {
            // The client names its options; here one of them has another name.
            string sentence = Values.Sentence(fault).Replace(nameof(QuayClientOptions.AllowInsecureHttp), "--allow-insecure-http", StringComparison.Ordinal);
            throw new UsageException($"--url (or {UrlVariable}) or {TokenVariable} cannot be used: {sentence}");
        }

        string? Variable(string name) => surroundings.Environment(name) is { Length: > 0 } value ? value : null;
    }

    private static QuayClient OpenSample(QuayClientOptions options, bool dryRun)
    {
        FakeQuay quay = SampleQuay.Create(options.TimeProvider);
        var network = new FakeQuayHandler(quay);
        (options.Endpoint, options.Token) = (network.Endpoint, quay.Token);
        return new QuayClient(options, dryRun ? new DryRunHandler(network) : network);
    }
}
