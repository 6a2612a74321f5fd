using System.CommandLine;
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
        var output = new ListOutput("one JSON object per repository");
        var command = new ToolCommand(
            CommandGroup.Read,
            "list",
            "List the repositories of an organization or a user.",
            "quaytags list quayadmin")
        {
            name,
        };
        output.AddTo(command);
        connection.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using QuayClient quay = connection.Open(parsed);
            QuayPageable<RepositoryListItem> list = quay.Repositories.List(
                parsed.GetValue(name)! with { WithLastModified = true }, cancellationToken);
            ListWriter<RepositoryListItem> writer = output.Open(RepositoryListFormat.Create(), parsed, context);
            await foreach (RepositoryListItem repository in list)
            {
                writer.Add(repository);
            }

            writer.Complete($"{Counted.Of(writer.Count, "visible repository", "visible repositories")}.");
        });
        return command;
    }
}
