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
        var output = new ListOutput("one JSON object: the repository with its tags");
        var command = new ToolCommand(
            CommandGroup.Read,
            "show",
            "Show a repository and its tags.",
            "quaytags show quayadmin/busybox",
            "quaytags show quayadmin/busybox --json") { repository };
        output.AddTo(command);
        connection.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using QuayClient quay = connection.Open(parsed);
            Repository found = await quay.Repositories.GetAsync(
                parsed.GetValue(repository), includeTags: true, cancellationToken: cancellationToken);
            ListWriter<RepositoryTag> writer = output.Open(RepositoryFormat.Tags(context), parsed, context);
            if (writer.Kind == OutputKind.Json)
            {
                await context.Output.WriteLineAsync(JsonSerializer.Serialize(found, ToolJson.Default.Repository));
            }
            else
            {
                Write(found, writer, context);
            }

            if (found.TagsMayBeCut)
            {
                context.Warn(
                    $"Quay returns at most {found.Tags!.Count} tags here, so some may be missing. 'history' shows all tags.");
            }
        });
        return command;
    }

    /// <summary>Writes the tags; for people, after the properties of the repository.</summary>
    private static void Write(Repository repository, ListWriter<RepositoryTag> writer, ToolContext context)
    {
        IReadOnlyList<RepositoryTag> tags = RepositoryFormat.Sorted(repository.Tags);
        if (writer.Kind == OutputKind.Text)
        {
            RepositoryFormat.WriteFacts(repository, context);
            context.Output.Write(tags.Count > 0 ? Environment.NewLine : "");
        }

        foreach (RepositoryTag tag in tags)
        {
            writer.Add(tag);
        }

        writer.Complete();
    }
}
