using System.CommandLine;
using System.Text.Json;
using Quay.Client;

namespace QuayTags;

/// <summary><c>show</c>: shows a repository and its live tags.</summary>
internal static class ShowCommand
{
    public static Command Create(ToolContext context)
    {
        var connection = new Connection(context);
        Argument<RepositoryName> repository = SharedSymbols.Repository();
        Option<bool> json = SharedSymbols.Json("one JSON object");
        var command = new ToolCommand(
            CommandGroup.Read,
            "show",
            "Show a repository and its tags.",
            "quaytags show quayadmin/busybox",
            "quaytags show quayadmin/busybox --json") { repository, json };
        connection.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using QuayClient quay = connection.Open(parsed);
            Repository found = await quay.Repositories.GetAsync(
                parsed.GetValue(repository), includeTags: true, cancellationToken: cancellationToken);
            if (parsed.GetValue(json))
            {
                await context.Output.WriteLineAsync(JsonSerializer.Serialize(found, ToolJson.Default.Repository));
            }
            else
            {
                RepositoryTables.Write(found, context);
            }

            if (found.TagsMayBeCut)
            {
                context.Warn(
                    $"Quay returns at most {found.Tags!.Count} tags here, so some may be missing. 'history' shows all tags.");
            }
        });
        return command;
    }
}
