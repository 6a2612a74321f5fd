using System.CommandLine;
using System.CommandLine.Parsing;
using System.Security.Cryptography.X509Certificates;
using Quay.Client;
using Quay.Client.Testing;

namespace QuayTags;

/// <summary>Provides the options that select a Quay server, and opens clients for it; by default, for the embedded sample.</summary>
internal sealed class Connection(ToolContext context)
{
    public const string UrlVariable = "QUAY_URL";
    public const string TokenVariable = "QUAY_TOKEN";
    public const string OtherTokenVariable = "QUAY_OTHER_TOKEN";

    private readonly Option<Uri> _url = new("--url")
    {
        Description = $"The root URL of the Quay server, such as https://quay.io. Default: the environment variable {UrlVariable}. "
            + $"Without either, the tool uses sample data (quayadmin/busybox and rqorg/hist2500) as of {SampleQuay.Now:u}. "
            + $"The environment variable {TokenVariable} holds the OAuth access token.",
        HelpName = "URL",
        CustomParser = ArgumentParser.Url,
    };

    private readonly Option<X509Certificate2Collection> _certificates = new("--ca-certificate")
    {
        Description = "A PEM file of certificates to trust in addition to the machine's, such as a company's certificate authority.",
        HelpName = "FILE",
        CustomParser = ArgumentParser.Certificates,
    };

    private readonly Option<bool> _insecure = new("--allow-insecure-http")
    {
        Description = "Send the token over http, without encryption.",
    };

    private readonly TimeProvider _clock = context.ClientOptions.TimeProvider;

    private DateTimeOffset? _now;

    public void AddTo(Command command)
    {
        command.Add(_url);
        command.Add(_certificates);
        command.Add(_insecure);
    }

    /// <summary>Gets the current time, or the sample's. The clock is read once, so that all times of a command line agree.</summary>
    public DateTimeOffset Now(SymbolResult result)
    {
        bool isSample = result.GetResult(_url) is null && Variable(UrlVariable) is null;
        return _now ??= (isSample ? SampleQuay.Clock : _clock).GetUtcNow();
    }

    /// <exception cref="UsageException">The URL or the token is invalid.</exception>
    public QuayClient Open(ParseResult parsed, bool dryRun = false)
    {
        QuayClientOptions options = context.ClientOptions;
        return Checked($"--url (or {UrlVariable}) or {TokenVariable}", () =>
        {
            options.Endpoint = parsed.GetValue(_url) ?? (Variable(UrlVariable) is { } text ? ArgumentParser.Url(text) : null);
            if (options.Endpoint is null)
            {
                context.Note($"Neither --url nor {UrlVariable} is set, so the tool uses its sample data.");
                return OpenSample(options, dryRun);
            }

            options.Token = Variable(TokenVariable);
            return OpenNetwork(options, parsed, dryRun);
        });
    }

    /// <summary>Opens a client for a second server. It never sends the token of the first one.</summary>
    /// <exception cref="UsageException">The URL or the token is invalid.</exception>
    public QuayClient OpenOther(Uri url, ParseResult parsed)
    {
        QuayClientOptions options = context.ClientOptions;
        (options.Endpoint, options.Token, options.TimeProvider) = (url, Variable(OtherTokenVariable), _clock);
        return Checked($"--other-url or {OtherTokenVariable}", () => OpenNetwork(options, parsed, dryRun: false));
    }

    private static QuayClient Checked(string names, Func<QuayClient> open)
    {
        try
        {
            return open();
        }
        catch (ArgumentException fault)
        {
            // The message names an option of the client, which has another name here.
            string sentence = ArgumentParser.MessageOf(fault)
                .Replace(nameof(QuayClientOptions.AllowInsecureHttp), "--allow-insecure-http", StringComparison.Ordinal);
            throw new UsageException($"{names} cannot be used: {sentence}");
        }
    }

    private static QuayClient OpenSample(QuayClientOptions options, bool dryRun)
    {
        FakeQuay quay = SampleQuay.Create();
        var network = new FakeQuayHandler(quay);
        (options.Endpoint, options.Token, options.TimeProvider) = (network.Endpoint, quay.Token, SampleQuay.Clock);
        return new QuayClient(options, dryRun ? new DryRunHandler(network) : network);
    }

    private QuayClient OpenNetwork(QuayClientOptions options, ParseResult parsed, bool dryRun)
    {
        options.AllowInsecureHttp = parsed.GetValue(_insecure);
        X509Certificate2Collection? certificates = parsed.GetValue(_certificates);
        if (certificates is null && !dryRun)
        {
            return new QuayClient(options);
        }

        SocketsHttpHandler network = QuayClient.CreateHandler();
        if (certificates is not null)
        {
            network.SslOptions.RemoteCertificateValidationCallback = new CertificateValidator(certificates).Validate;
        }

        return new QuayClient(options, dryRun ? new DryRunHandler(network) : network);
    }

    private string? Variable(string name) => context.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
