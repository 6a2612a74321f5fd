using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Quay.Client.Testing;

namespace QuayTags;

/// <summary><c>serve</c>: runs a fake Quay server until the tool is interrupted.</summary>
internal sealed class ServeCommand : ToolCommand
{
    private const int LastYear = 8999;

    private readonly ToolContext _context;

    private readonly Option<int> _port = new("--port")
    {
        Description = "The port; 0 chooses a free one. Default: 8080.",
        HelpName = "N",
        CustomParser = ArgumentParser.WholeNumber(0, IPEndPoint.MaxPort),
        DefaultValueFactory = _ => 8080,
    };

    private readonly Option<IPAddress> _address = new("--address")
    {
        Description = "The IP address to listen on, such as 0.0.0.0 for all. Default: 127.0.0.1.",
        HelpName = "IP",
        CustomParser = ArgumentParser.Of(text => text == "localhost" ? IPAddress.Loopback
            : IPAddress.TryParse(text, out IPAddress? address) ? address
            : throw new ArgumentException($"'{text}' is not an IP address. Examples are localhost, 0.0.0.0 and ::1.")),
        DefaultValueFactory = _ => IPAddress.Loopback,
    };

    private readonly Option<bool> _https = new("--https")
    {
        Description = "Serve https with a new self-signed certificate for localhost and the address.",
    };

    private readonly Option<FileInfo> _certificateFile = new("--certificate-file")
    {
        Description = "Save the certificate of --https to this PEM file, for example for curl --cacert.",
        HelpName = "FILE",
    };

    private readonly Option<FileInfo[]> _seeds = new("--seed")
    {
        Description = "Load a seed file. Can be repeated. Default: the sample data of the tool.",
        HelpName = "FILE",
    };

    private readonly Option<ServerToken[]> _tokens = new("--token")
    {
        Description = "Accept this token. Without SCOPE, it has all scopes; without USER, it belongs to admin. Can be repeated. "
            + "Default: the tokens of the seeds, or a generated one. Do not pass the token of a real server: other users can read it.",
        HelpName = "TOKEN[:SCOPE,…][/USER]",
        CustomParser = ArgumentParser.EachOf(ServerToken.Parse),
    };

    private readonly Option<FakeQuayClock> _clock;
    private readonly Option<bool> _json = new("--json")
    {
        Description = "Write one JSON object with the addresses, the tokens and the certificate.",
    };

    private ServeCommand(ToolContext context)
        : base(
            CommandGroup.SetUp,
            "serve",
            "Run a fake Quay for tests of clients in any language, until the tool is interrupted. Everybody who reaches the port can "
                + "send control requests.",
            "quaytags serve",
            "quaytags serve --port 0 --json")
    {
        _context = context;
        _clock = new Option<FakeQuayClock>("--clock")
        {
            Description = "The time at which the clock stands still, such as 2026-01-31T12:00:00Z, or now for a running clock. "
                + "Default: the time of the seed or of the sample data; without either, now.",
            HelpName = "TIME|now",
            CustomParser = ArgumentParser.Of(text => text == "now"
                ? new FakeQuayClock()
                : new FakeQuayClock(UsableTime(TimeParser.Parse(text, context.ClientOptions.TimeProvider.GetUtcNow())))),
        };
        foreach (Option option in new Option[] { _port, _address, _https, _certificateFile, _seeds, _tokens, _clock, _json })
        {
            Add(option);
        }

        Validators.Add(result =>
        {
            if (result.GetResult(_certificateFile) is not null && result.GetResult(_https) is null)
            {
                result.AddError("--certificate-file needs --https.");
            }
        });
        SetAction(RunAsync);
    }

    public static Command Create(ToolContext context) => new ServeCommand(context);

    // Writes move a clock that stands still, so it needs room before the end of all times.
    private static DateTimeOffset UsableTime(DateTimeOffset time) =>
        time.Year <= LastYear ? time : throw new ArgumentException($"A time is not after the year {LastYear}.");

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        ServedContent content = await ServedContent.ReadAsync(
            parsed.GetValue(_seeds) ?? [], parsed.GetValue(_tokens) ?? [], cancellationToken);
        FakeQuayClock clock = parsed.GetValue(_clock) ?? (content.Time is { } time ? new FakeQuayClock(time) : new FakeQuayClock());
        var quay = new FakeQuay(clock);
        content.Fill(quay);
        IPAddress address = parsed.GetRequiredValue(_address);
        using X509Certificate2? certificate = parsed.GetValue(_https) ? ServerCertificate.Create(address) : null;
        FakeQuayServer server = Start(quay, new FakeQuayServerOptions
        {
            Address = address,
            Port = parsed.GetValue(_port),
            Certificate = certificate,
            HasControl = true,
            Refill = content.Fill,
            Trace = _context.IsVerbose ? _context.Trace : null,
        });
        try
        {
            string? pem = certificate is null ? null : certificate.ExportCertificatePem() + "\n";
            FileInfo? file = parsed.GetValue(_certificateFile);
            if (file is not null)
            {
                AtomicFile.Write(file, pem!);
            }

            // A server that waits for requests makes no progress.
            _context.Progress?.Dispose();
            var report = new ServerReport(quay, server, pem, file);
            await _context.Output.WriteLineAsync(parsed.GetValue(_json) ? report.ToJson().ToJsonString() : server.Endpoint.AbsoluteUri);
            report.WriteNotes(_context, content.Description, address);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return ExitCode.Success;
        }
        finally
        {
            await StopAsync(server, _context);
        }
    }

    /// <summary>Stops a server, and warns if one of its requests got 500 because of an error.</summary>
    internal static async Task StopAsync(FakeQuayServer server, ToolContext context)
    {
        try
        {
            await server.DisposeAsync();
        }
#pragma warning disable CA1031 // The server reports a failure of a request, which already got 500, when it stops.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            context.Warn($"Warning: the server returned 500 because of an error: {failure.Message}");
        }
    }

    /// <exception cref="IOException">The port is in use, or the machine does not have the address.</exception>
    private static FakeQuayServer Start(FakeQuay quay, FakeQuayServerOptions options)
    {
        try
        {
            return FakeQuayServer.Start(quay, options);
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            throw new IOException(
                $"The server cannot listen on {new IPEndPoint(options.Address, options.Port)}: {fault.GetBaseException().Message}. "
                + (IsPortInUse(fault) ? "Choose another port with --port; 0 chooses a free one." : "Choose another --address."));
        }
    }

    private static bool IsPortInUse(Exception fault) =>
        fault.GetBaseException() is not SocketException { SocketErrorCode: SocketError.AddressNotAvailable };
}
