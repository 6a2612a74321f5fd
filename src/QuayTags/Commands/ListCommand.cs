using System.CommandLine;
using System.Text.Json;
using Quay.Client;

namespace QuayTags;

/// <summary><c>list</c>: shows the repositories of an organization or a user.</summary>
internal static class ListCommand
{
    public static Command Create(ToolContext context)
    {
        var connection = new Connection(context);
        var name = new Argument<RepositoryQuery>("NAMESPACE")
        {
            Description = "The organization or user, such as acme.",
            CustomParser = ArgumentParser.Namespace,
        };
        Option<bool> json = SharedSymbols.Json("one JSON object per repository");
        var command = new Command("list", "List the repositories of an organization or a user.") { name, json };
        connection.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using QuayClient quay = connection.Open(parsed);
            QuayPageable<RepositoryListItem> list = quay.Repositories.List(
                parsed.GetValue(name)! with { WithLastModified = true }, cancellationToken);
            await (parsed.GetValue(json) ? WriteJsonAsync(list, context) : WriteTableAsync(list, context));
        });
        return command;
    }

    private static async Task WriteJsonAsync(QuayPageable<RepositoryListItem> list, ToolContext context)
    {
        await foreach (RepositoryListItem repository in list)
        {
            await context.Output.WriteLineAsync(JsonSerializer.Serialize(repository));
        }
    }

    private static async Task WriteTableAsync(QuayPageable<RepositoryListItem> list, ToolContext context)
    {
        List<RepositoryListItem> repositories = await list.ToListAsync();
        RepositoryTables.Write(repositories, context);
        context.Note($"{Counted.Of(repositories.Count, "visible repository", "visible repositories")}.");
    }
}
