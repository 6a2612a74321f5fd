using System.CommandLine;
using System.Text.Json;
using Quay.Client;

namespace QuayTags;

/// <summary><c>list</c>: the repositories of an organization or a user.</summary>
internal static class ListCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var connection = new Connection(surroundings);
        var name = new Argument<RepositoryQuery>("NAMESPACE")
        {
            Description = "The organization or user, such as acme.",
            CustomParser = Values.Namespace,
        };
        Option<bool> json = SharedSymbols.Json("one JSON object a repository");
        var command = new Command("list", "List the repositories of an organization or a user.") { name, json };
        connection.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using QuayClient quay = connection.Open(parsed);
            QuayPageable<RepositoryListItem> list = quay.Repositories.List(
                parsed.GetValue(name)! with { WithLastModified = true }, cancellationToken);
            await (parsed.GetValue(json) ? WriteJsonAsync(list, surroundings) : WriteTableAsync(list, surroundings));
        });
        return command;
    }

    private static async Task WriteJsonAsync(QuayPageable<RepositoryListItem> list, Surroundings surroundings)
    {
        await foreach (RepositoryListItem repository in list)
        {
            await surroundings.Output.WriteLineAsync(JsonSerializer.Serialize(repository));
        }
    }

    private static async Task WriteTableAsync(QuayPageable<RepositoryListItem> list, Surroundings surroundings)
    {
        List<RepositoryListItem> repositories = await list.ToListAsync();
        RepositoryTables.Write(repositories, surroundings);
        surroundings.Note($"{Counted.Of(repositories.Count, "repository", "repositories")} that may be seen.");
    }
}
