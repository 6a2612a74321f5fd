using System.CommandLine;
using System.CommandLine.Parsing;
using Quay.Client;
using Quay.Client.Testing;

namespace QuayTags;

/// <summary>Opens clients for the server that the command line selects; by default, for the embedded sample.</summary>
internal sealed class Connection(ToolContext context)
{
    private readonly ServerOptions _options = new(context);
    private readonly TimeProvider _clock = context.ClientOptions.TimeProvider;

    private DateTimeOffset? _now;

    /// <summary>Gets the settings of the open client; null for the sample.</summary>
    public ServerSettings? Settings { get; private set; }

    public void AddTo(Command command) => _options.AddTo(command);

    /// <summary>Gets the current time, or the sample's. The clock is read once, so that all times of a command line agree.</summary>
    public DateTimeOffset Now(SymbolResult result) =>
        _now ??= (_options.SelectsSample(result) ? SampleQuay.Clock : _clock).GetUtcNow();

    /// <param name="parsed">The command line.</param>
    /// <param name="gate">Decides whether writes are sent; null to send them.</param>
    /// <exception cref="UsageException">The settings of the server are invalid.</exception>
    /// <exception cref="IOException">The command that prints the token failed.</exception>
    public QuayClient Open(ParseResult parsed, WriteGate? gate = null)
    {
        Settings = _options.Resolve(parsed);
        if (Settings is not null)
        {
            context.TokenHints.Add(
                Settings.Url,
                Settings.Token?.Name,
                $"set {ServerOptions.TokenVariable}, or pass --token-stdin, --token-command or --profile");
            return OpenNetwork(Settings, gate);
        }

        context.Note($"Neither --url nor {ServerOptions.UrlVariable} is set, so the tool uses its sample data.");
        return OpenSample(context.ClientOptions, gate);
    }

    /// <summary>Opens a client for a second server. It never sends the token of the first one.</summary>
    /// <param name="url">The value of <c>--other-url</c>, or null.</param>
    /// <param name="profile">The value of <c>--other-profile</c>, or null.</param>
    /// <param name="parsed">The command line.</param>
    /// <returns>The client, or null without one of the two values.</returns>
    /// <exception cref="UsageException">The settings of the server are invalid.</exception>
    /// <exception cref="IOException">The command that prints the token failed.</exception>
    public QuayClient? OpenOther(Uri? url, string? profile, ParseResult parsed)
    {
        if (_options.ResolveOther(url, profile, parsed) is not { } settings)
        {
            return null;
        }

        context.ClientOptions.TimeProvider = _clock;
        context.TokenHints.Add(settings.Url, settings.Token?.Name, $"set {ServerOptions.OtherTokenVariable}, or pass --other-profile");
        return OpenNetwork(settings, gate: null);
    }

    private QuayClient OpenSample(QuayClientOptions options, WriteGate? gate)
    {
        FakeQuay quay = SampleQuay.Create();
        var network = new FakeQuayHandler(quay);
        (options.Endpoint, options.Token, options.TimeProvider) = (network.Endpoint, quay.Token, SampleQuay.Clock);
        HttpMessageHandler observed = context.Observe(network);
        return new QuayClient(options, gate is null ? observed : new DryRunHandler(observed, gate));
    }

    private QuayClient OpenNetwork(ServerSettings settings, WriteGate? gate)
    {
        QuayClientOptions options = context.ClientOptions;
        settings.ApplyTo(options, context);
        SocketsHttpHandler network = settings.CreateHandler();
        try
        {
            HttpMessageHandler observed = context.Observe(new ClockHandler(network, context));
            return new QuayClient(options, gate is null ? observed : new DryRunHandler(observed, gate));
        }
        catch (ArgumentException fault)
        {
            network.Dispose();

            string sentence = ClientMessage.Of(ArgumentParser.MessageOf(fault));
            string token = settings.Token is { } source ? $" or {source.Name}" : "";
            throw new UsageException($"{settings.UrlSource}{token} cannot be used: {sentence}");
        }
    }
}
