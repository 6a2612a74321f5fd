using Quay.Client;
using Quay.Client.Testing;

namespace QuayTags.Commands;

/// <summary>Makes clients of the user's Quay, or of the embedded one when the user names none.</summary>
internal static class Connection
{
    public const string UrlVariable = "QUAY_URL";
    public const string TokenVariable = "QUAY_TOKEN";
    public const string OtherTokenVariable = "QUAY_OTHER_TOKEN";

    /// <exception cref="UsageException">The address or the token cannot be used.</exception>
    public static QuayClient Open(Uri? url, bool allowInsecureHttp, Surroundings surroundings) =>
        Open(url, allowInsecureHttp, dryRun: false, surroundings);

    /// <exception cref="UsageException">The address or the token cannot be used.</exception>
    public static QuayClient Open(Uri? url, bool allowInsecureHttp, bool dryRun, Surroundings surroundings)
    {
        QuayClientOptions options = surroundings.ClientOptions;
        return Checked($"--url (or {UrlVariable}) or {TokenVariable}", () =>
        {
            options.Endpoint = url ?? (Variable(UrlVariable, surroundings) is { } text ? Values.Url(text) : null);
            if (options.Endpoint is null)
            {
                surroundings.Error.WriteLine($"No --url and no {UrlVariable}: this is the sample data of the embedded Quay.");
                return OpenSample(options, dryRun);
            }

            options.Token = Variable(TokenVariable, surroundings);
            options.AllowInsecureHttp = allowInsecureHttp;
            return dryRun ? new QuayClient(options, DryRunHandler.OverNetwork()) : new QuayClient(options);
        });
    }

    /// <summary>A second Quay, which has a token of its own: the first one's is not for it.</summary>
    /// <exception cref="UsageException">The address or the token cannot be used.</exception>
    public static QuayClient OpenOther(Uri url, bool allowInsecureHttp, Surroundings surroundings)
    {
        QuayClientOptions options = surroundings.ClientOptions;
        (options.Endpoint, options.Token) = (url, Variable(OtherTokenVariable, surroundings));
        options.AllowInsecureHttp = allowInsecureHttp;
        return Checked($"--other-url or {OtherTokenVariable}", () => new QuayClient(options));
    }

    private static QuayClient Checked(string names, Func<QuayClient> open)
    {
        try
        {
            return open();
        }
        catch (ArgumentException fault)
        {
            // The client names its options; here one of them has another name.
            string sentence = Values.Sentence(fault).Replace(nameof(QuayClientOptions.AllowInsecureHttp), "--allow-insecure-http", StringComparison.Ordinal);
            throw new UsageException($"{names} cannot be used: {sentence}");
        }
    }

    private static string? Variable(string name, Surroundings surroundings) => surroundings.Environment(name) is { Length: > 0 } value ? value : null;

    private static QuayClient OpenSample(QuayClientOptions options, bool dryRun)
    {
        FakeQuay quay = SampleQuay.Create(options.TimeProvider);
        var network = new FakeQuayHandler(quay);
        (options.Endpoint, options.Token) = (network.Endpoint, quay.Token);
        return new QuayClient(options, dryRun ? new DryRunHandler(network) : network);
    }
}
