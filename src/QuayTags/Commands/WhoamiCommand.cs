using System.CommandLine;
using System.Text.Json;
using Quay.Client;

namespace QuayTags;

/// <summary><c>whoami</c>: shows whether Quay accepts the token, and its user.</summary>
internal static class WhoamiCommand
{
    public static Command Create(ToolContext context)
    {
        var connection = new Connection(context);
        Option<bool> json = SharedSymbols.Json("one JSON object");
        var command = new ToolCommand(
            CommandGroup.SetUp,
            "whoami",
            "Show whether Quay accepts the token, and the token's user with its organizations.",
            "quaytags whoami") { json };
        connection.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using QuayClient quay = connection.Open(parsed);
            TokenCheck check = await quay.Users.CheckTokenAsync(cancellationToken);
            if (parsed.GetValue(json))
            {
                var report = new WhoamiReport { Registry = quay.Endpoint, IsAlive = check.IsAlive, User = check.User };
                await context.Output.WriteLineAsync(JsonSerializer.Serialize(report, ToolJson.Default.WhoamiReport));
            }
            else if (check.User is { } user)
            {
                context.WriteLine(user.Username);
                foreach (UserOrganization organization in user.Organizations ?? [])
                {
                    context.WriteLine($"member of {organization.Name}{(organization.IsAdministrator == true ? ", administrator" : "")}");
                }
            }

            if (check is { IsAlive: true, User: null })
            {
                context.Warn($"{quay.Endpoint} accepts the token, but the token lacks the scope user:read, which shows its user.");
            }
            else if (!check.IsAlive)
            {
                context.Warn(
                    $"{quay.Endpoint} does not accept the token in {ServerOptions.TokenVariable}: it is missing, expired, revoked, "
                    + "mistyped or not an OAuth token.");
            }

            return check.IsAlive ? ExitCode.Success : ExitCode.Failed;
        });
        return command;
    }
}
