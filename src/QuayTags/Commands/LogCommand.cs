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
        Option<bool> who = SharedSymbols.Who();
        Option<bool> json = SharedSymbols.Json("one JSON object per event");
        var command = new ToolCommand(
            CommandGroup.Read,
            "log",
            "Show what happened to the tags of a repository, and which tags will expire, newest first.",
            "quaytags log quayadmin/busybox --tag 'test-*'")
        {
            repository, tags, who, json,
        };
        connection.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using QuayClient quay = connection.Open(parsed);
            TagTimeline timeline = await ProgressLine.ReadAsync(
                ReadAsync(quay.History, parsed.GetValue(repository), parsed.GetValue(tags), parsed.GetValue(who), cancellationToken),
                context);
            List<TagEvent> newestFirst = [.. timeline.Events.Reverse()];
            if (parsed.GetValue(json))
            {
                foreach (TagEvent tagEvent in newestFirst)
                {
                    await context.Output.WriteLineAsync(JsonSerializer.Serialize(tagEvent, ToolJson.Default.TagEvent));
                }
            }
            else
            {
                EventTable.Write(newestFirst, showsActors: parsed.GetValue(who), context);
                WriteReasons(newestFirst, context);
                int upcoming = newestFirst.Count(tagEvent => tagEvent.Kind == TagEventKind.WillExpire);
                context.Note(
                    $"{Counted.Of(newestFirst.Count, "event")}, {upcoming} of them in the future. "
                    + $"The history is complete from {timeline.CompleteFrom:u} on.");
            }
        });
        return command;
    }

    private static async Task<TagTimeline> ReadAsync(
        IHistoryOperations history, RepositoryName repository, string? tags, bool withActors, CancellationToken cancellationToken)
    {
        TagTimeline timeline = await history.GetTimelineAsync(repository, tags, cancellationToken: cancellationToken);
        return withActors ? await history.AddActorsAsync(timeline, cancellationToken) : timeline;
    }

    private static void WriteReasons(List<TagEvent> events, ToolContext context)
    {
        foreach ((string reason, int count) in events.Select(tagEvent => tagEvent.Actor?.Reason).OfType<string>().CountBy(reason => reason))
        {
            context.Warn($"{Counted.Of(count, "unknown actor")}: {reason}");
        }
    }
}
