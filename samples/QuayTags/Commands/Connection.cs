using Quay.Client;
using QuayTags.Stub;
using WireMock.Server;

namespace QuayTags.Commands;

/// <summary>A client of the user's Quay, or of the embedded one when the user names none.</summary>
internal sealed class Connection : IDisposable
{
    public const string UrlVariable = "QUAY_URL";
    public const string TokenVariable = "QUAY_TOKEN";

    private readonly IDisposable[] _below;

    private Connection(QuayClient client, params IDisposable[] below)
    {
        Client = client;
        _below = below;
    }

    public QuayClient Client { get; }

    /// <exception cref="UsageException">The address or the token cannot be used.</exception>
    public static Connection Open(Uri? url, bool allowInsecureHttp, Surroundings surroundings)
    {
        QuayClientOptions options = surroundings.ClientOptions;
        try
        {
            options.Endpoint = url ?? (Variable(UrlVariable) is { } text ? Values.Url(text) : null);
            if (options.Endpoint is null)
            {
                surroundings.Error.WriteLine($"No --url and no {UrlVariable}: this is the sample data of the embedded Quay.");
                return OpenStub(options);
            }

            options.Token = Variable(TokenVariable);
            options.AllowInsecureHttp = allowInsecureHttp;
            return new Connection(new QuayClient(options));
        }
        catch (ArgumentException fault)
        {
            // The client names its options; here one of them has another name.
            string sentence = Values.Sentence(fault).Replace(nameof(QuayClientOptions.AllowInsecureHttp), "--allow-insecure-http", StringComparison.Ordinal);
            throw new UsageException($"--url (or {UrlVariable}) or {TokenVariable} cannot be used: {sentence}");
        }

        string? Variable(string name) => surroundings.Environment(name) is { Length: > 0 } value ? value : null;
    }

    public void Dispose()
    {
        Client.Dispose();
        foreach (IDisposable below in _below)
        {
            below.Dispose();
        }
    }

    private static Connection OpenStub(QuayClientOptions options)
    {
        WireMockServer stub = QuayStub.Start(options.TimeProvider);
        options.Endpoint = new Uri(stub.Url!);

        // The environment's proxy (HTTP_PROXY) is on another machine, where the loopback address is another.
        var direct = new SocketsHttpHandler { UseProxy = false };
        return new Connection(new QuayClient(options, direct), direct, stub);
    }
}
