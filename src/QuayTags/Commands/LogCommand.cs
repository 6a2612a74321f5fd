using System.CommandLine;
using System.Text.Json;
using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary><c>log</c>: shows what happened to the tags of a repository.</summary>
internal static class LogCommand
{
    public static Command Create(ToolContext context)
    {
        var connection = new Connection(context);
        Argument<RepositoryName> repository = SharedSymbols.Repository();
        Option<string> tags = SharedSymbols.TagGlob();
        Option<bool> json = SharedSymbols.Json("one JSON object per event");
        var command = new Command("log", "Show what happened to the tags of a repository, and which tags will expire, newest first.")
        {
            repository, tags, json,
        };
        connection.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using QuayClient quay = connection.Open(parsed);
            TagTimeline timeline = await ProgressLine.ReadAsync(
                quay.History.GetTimelineAsync(parsed.GetValue(repository), parsed.GetValue(tags), cancellationToken: cancellationToken),
                context);
            List<TagEvent> newestFirst = [.. timeline.Events.Reverse()];
            if (parsed.GetValue(json))
            {
                foreach (TagEvent tagEvent in newestFirst)
                {
                    await context.Output.WriteLineAsync(JsonSerializer.Serialize(tagEvent));
                }
            }
            else
            {
                EventTable.Write(newestFirst, context);
                int upcoming = newestFirst.Count(tagEvent => tagEvent.Kind == TagEventKind.WillExpire);
                context.Note(
                    $"{Counted.Of(newestFirst.Count, "event")}, {upcoming} of them in the future. "
                    + $"The history is complete from {timeline.CompleteFrom:u} on.");
            }
        });
        return command;
    }
}
