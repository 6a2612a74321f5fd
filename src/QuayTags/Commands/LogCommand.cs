using System.CommandLine;
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
        var output = new ListOutput("one JSON object per event");
        var command = new ToolCommand(
            CommandGroup.Read,
            "log",
            "Show what happened to the tags of a repository, newest first. Also shows which tags will expire.",
            "quaytags log quayadmin/busybox --tag 'test-*'")
        {
            repository, tags, who,
        };
        output.AddTo(command);
        connection.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using QuayClient quay = connection.Open(parsed);
            TagTimeline timeline = await ProgressLine.ReadAsync(
                ReadAsync(quay.History, parsed.GetValue(repository), parsed.GetValue(tags), parsed.GetValue(who), cancellationToken),
                context);
            ListWriter<TagEvent> writer = output.Open(
                EventFormat.Create(showsRepository: false, showsActors: parsed.GetValue(who), isStream: false, context), parsed, context);
            foreach (TagEvent happened in timeline.Events.Reverse())
            {
                writer.Add(happened);
            }

            writer.Complete(Summary(timeline));
        });
        return command;
    }

    private static async Task<TagTimeline> ReadAsync(
        IHistoryOperations history, RepositoryName repository, string? tags, bool withActors, CancellationToken cancellationToken)
    {
        TagTimeline timeline = await history.GetTimelineAsync(repository, tags, cancellationToken: cancellationToken);
        return withActors ? await history.AddActorsAsync(timeline, cancellationToken) : timeline;
    }

    private static IEnumerable<string> Summary(TagTimeline timeline)
    {
        foreach ((string reason, int count) in
            timeline.Events.Select(happened => happened.Actor?.Reason).OfType<string>().CountBy(reason => reason))
        {
            yield return $"{Counted.Of(count, "unknown actor")}: {reason}";
        }

        int upcoming = timeline.Events.Count(happened => happened.Kind == TagEventKind.WillExpire);
        yield return $"{Counted.Of(timeline.Events.Count, "event")}, {upcoming} of them in the future. "
            + $"The history is complete from {timeline.CompleteFrom:u} on.";
    }
}
