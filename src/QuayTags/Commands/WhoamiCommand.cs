using System.CommandLine;
using System.Text.Json;
using Quay.Client;

namespace QuayTags;

/// <summary><c>whoami</c>: shows the server, whether it accepts the token, and the token's user.</summary>
internal static class WhoamiCommand
{
    private static readonly Column[] Columns = [new("FACT", 0), new("VALUE", 1, MinWidth: 1)];

    public static ToolCommand Create(ToolContext context)
    {
        var connection = new Connection(context);
        Option<bool> json = SharedSymbols.Json("one JSON object");
        var command = new ToolCommand(
            CommandGroup.SetUp,
            "whoami",
            "Show the server, and whether it accepts the token. Also shows the token's user with its organizations.",
            "quaytags whoami") { json };
        connection.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using QuayClient quay = connection.Open(parsed);
            TokenCheck check = await quay.Users.CheckTokenAsync(cancellationToken);
            ServerCapabilities? capabilities = await CapabilitiesAsync(quay, cancellationToken);
            var report = new WhoamiReport
            {
                Registry = quay.Endpoint,
                Version = capabilities?.Version,
                IsAlive = check.IsAlive,
                User = check.User,
                TokenSource = connection.Settings is { } settings ? settings.Token?.Name : "sample data",
                Profile = connection.Settings?.Profile,
            };
            if (parsed.GetValue(json))
            {
                await context.Output.WriteLineAsync(JsonSerializer.Serialize(report, ToolJson.Default.WhoamiReport));
            }
            else
            {
                Write(report, capabilities, context);
            }

            if (Problem(report) is { } problem)
            {
                context.Warn(problem);
            }

            return check.IsAlive ? ExitCode.Success : ExitCode.Failed;
        });
        return command;
    }

    // They are only informative, and a firewall can refuse the request.
    private static async Task<ServerCapabilities?> CapabilitiesAsync(QuayClient quay, CancellationToken cancellationToken)
    {
        try
        {
            return await quay.Server.GetCapabilitiesAsync(cancellationToken);
        }
        catch (QuayException)
        {
            return null;
        }
    }

    private static void Write(WhoamiReport report, ServerCapabilities? capabilities, ToolContext context)
    {
        (string Fact, string? Value)[] facts =
        [
            ("Server", report.Registry.ToString()),
            ("Version", report.Version),
            ("Features", capabilities is null ? null : Features(capabilities)),
            ("Profile", report.Profile),
            ("Token", report.TokenSource ?? "none"),
            ("User", report.User?.Username),
            .. (report.User?.Organizations ?? []).Select(organization => (
                "Organization", (string?)$"{organization.Name}{(organization.IsAdministrator == true ? " (administrator)" : "")}")),
        ];
        TableWriter.Write(
            Columns,
            [
                .. facts.Where(fact => !string.IsNullOrEmpty(fact.Value))
                    .Select(fact => new[] { Cells.Of(fact.Fact), Cells.Of(fact.Value) }),
            ],
            context,
            headers: false);
    }

    private static string Features(ServerCapabilities capabilities)
    {
        (string Name, bool? IsOn)[] features =
        [
            ("auto-prune", capabilities.AutoPrune),
            ("immutable tags", capabilities.ImmutableTags),
            ("permanent deletion", capabilities.PermanentDeletion),
            ("pull statistics", capabilities.PullStatistics),
            ("security scanner", capabilities.SecurityScanner),
        ];
        return string.Join(", ", features.Where(feature => feature.IsOn == true).Select(feature => feature.Name));
    }

    private static string? Problem(WhoamiReport report) => report switch
    {
        { IsAlive: true, User: null } =>
            $"{report.Registry} accepts the token, but the token lacks the scope user:read, which shows its user.",
        { IsAlive: true } => null,
        { TokenSource: null } =>
            $"There is no token, so only public data is visible. Set {ServerOptions.TokenVariable}, or pass --token-stdin, "
            + "--token-command or --profile.",
        _ => $"{report.Registry} does not accept the token ({report.TokenSource}). It is expired, revoked, mistyped or not an OAuth token. "
            + "Create one in an application of your organization in Quay.",
    };
}
