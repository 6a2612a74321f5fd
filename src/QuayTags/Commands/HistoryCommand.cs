using System.CommandLine;
using Quay.Client;

namespace QuayTags;

/// <summary><c>history</c>: shows what each tag of a repository pointed at, and when.</summary>
internal static class HistoryCommand
{
    public static Command Create(ToolContext context)
    {
        var connection = new Connection(context);
        Argument<RepositoryName> repository = SharedSymbols.Repository();
        var tag = new Option<string>("--tag")
        {
            Description = "Only the entries of this tag.",
            HelpName = "NAME",
            CustomParser = ArgumentParser.ExactTag,
        };
        var active = new Option<bool>("--active") { Description = "Only live tags: the entries that have not ended." };
        var filter = new Option<TagNameFilter>("--filter")
        {
            Description = "Only tags whose name contains x, ignoring case (like:x), or equals x (eq:x).",
            HelpName = "like:x|eq:x",
            CustomParser = ArgumentParser.Filter,
        };
        var pageSize = new Option<int>("--page-size")
        {
            Description = "The number of entries per page, from 1 to 100. The pages overlap.",
            HelpName = "N",
            CustomParser = ArgumentParser.WholeNumber(1, TagHistoryQuery.MaxPageSize),
            DefaultValueFactory = _ => TagHistoryQuery.MaxPageSize,
        };
        var maxEntries = new Option<int>("--max-entries")
        {
            Description = "Stop after this number of entries. Default: all entries.",
            HelpName = "N",
            CustomParser = ArgumentParser.WholeNumber(1, int.MaxValue),
        };
        var output = new ListOutput("one JSON object per entry");
        var command = new ToolCommand(
            CommandGroup.Read,
            "history",
            "List the history of a repository's tags, newest first.",
            "quaytags history quayadmin/busybox",
            "quaytags history rqorg/hist2500 --active --filter like:rc --max-entries 20")
        {
            repository, tag, active, filter, pageSize, maxEntries,
        };
        output.AddTo(command);
        connection.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var query = new TagHistoryQuery
            {
                SpecificTag = parsed.GetValue(tag) is { } name ? TagName.Parse(name) : default(TagName?),
                OnlyActiveTags = parsed.GetValue(active),
                NameFilter = parsed.GetValue(filter),
                PageSize = parsed.GetValue(pageSize),

                // Prefetching would request pages after the last entry.
                MaxConcurrentPages = parsed.GetResult(maxEntries) is null ? null : 1,
            };
            using QuayClient quay = connection.Open(parsed);
            QuayPageable<TagHistoryEntry> history = quay.Tags.GetHistory(parsed.GetValue(repository), query, cancellationToken);
            IAsyncEnumerable<QuayPage<TagHistoryEntry>> pages =
                parsed.GetValue(maxEntries) is > 0 and var most ? FirstEntries(most, history) : history.AsPages();
            DateTimeOffset now = connection.Now(parsed.CommandResult);
            await WriteAsync(pages, output.Open(HistoryFormat.Create(now, context), parsed, context), now, context);
        });
        return command;
    }

    /// <summary>Gets the pages up to a number of entries, and requests none after them.</summary>
    private static async IAsyncEnumerable<QuayPage<TagHistoryEntry>> FirstEntries(int most, QuayPageable<TagHistoryEntry> history)
    {
        await foreach (QuayPage<TagHistoryEntry> page in history.AsPages())
        {
            if (page.Items.Count >= most)
            {
                bool more = page.HasAdditional || page.Items.Count > most;
                yield return new() { Items = [.. page.Items.Take(most)], Number = page.Number, HasAdditional = more };
                yield break;
            }

            yield return page;
            most -= page.Items.Count;
        }
    }

    private static async Task WriteAsync(
        IAsyncEnumerable<QuayPage<TagHistoryEntry>> pages, ListWriter<TagHistoryEntry> writer, DateTimeOffset now, ToolContext context)
    {
        int alive = 0;
        bool more = false;
        context.Progress?.Report("Reading the first page…");
        await foreach (QuayPage<TagHistoryEntry> page in pages)
        {
            foreach (TagHistoryEntry entry in page.Items)
            {
                writer.Add(entry);
                alive += entry.IsAliveAt(now) ? 1 : 0;
            }

            await context.Output.FlushAsync();
            more = page.HasAdditional;
            context.Progress?.Report($"Read page {page.Number}: {Counted.Of(writer.Count, "entry", "entries")} so far…");
        }

        writer.Complete($"{Counted.Of(writer.Count, "entry", "entries")}, {alive} alive.");
        if (more)
        {
            context.Note("The history has more entries: --max-entries ended the list.");
        }
    }
}
