using System.CommandLine;
using Quay.Client;

namespace QuayTags;

/// <summary><c>usage</c>: shows the usage log of a repository.</summary>
internal static class UsageCommand
{
    public static ToolCommand Create(ToolContext context)
    {
        var connection = new Connection(context);
        Argument<RepositoryName> repository = SharedSymbols.Repository();
        var since = new Option<DateTimeOffset?>("--since")
        {
            Description = "Only the entries since this time, such as 2026-01-31T12:00:00Z or 7d. Default: 1d.",
            HelpName = "TIME",
            CustomParser = ArgumentParser.Time(TimeParser.ParsePast, connection.Now),
        };
        var kinds = new Option<string[]>("--kind")
        {
            Description = "Only entries of this kind, such as push_repo, move_tag or delete_tag. Can be repeated.",
            HelpName = "KIND",
        };
        var output = new ListOutput("one JSON object per entry");
        var command = new ToolCommand(
            CommandGroup.Read,
            "usage",
            "List the usage log of a repository, newest first. It shows who pushed, moved, deleted or pulled what. "
                + "The token needs the scope repo:admin.",
            "quaytags usage quayadmin/busybox",
            "quaytags usage quayadmin/busybox --since 7d --kind push_repo --kind revert_tag")
        {
            repository, since, kinds,
        };
        output.AddTo(command);
        connection.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            DateTimeOffset from = parsed.GetValue(since) ?? connection.Now(parsed.CommandResult).AddDays(-1);
            string[] wanted = parsed.GetValue(kinds) ?? [];
            using QuayClient quay = connection.Open(parsed);
            var query = new LogQuery { From = DateOnly.FromDateTime(from.UtcDateTime) };
            QuayPageable<LogEntry> log = quay.Repositories.GetLogs(parsed.GetValue(repository), query, cancellationToken);
            var writer = new ListWriter<LogEntry>(UsageFormat.Create(context), output.Kind(parsed), context);
            try
            {
                await WriteAsync(
                    log.AsPages(), entry => entry.Time >= from && (wanted.Length == 0 || wanted.Contains(entry.Kind)), writer, context);
            }
            catch (QuayPermissionException)
            {
                context.Warn("Only administrators of the repository can read its usage log, and the token needs the scope repo:admin.");
                throw;
            }
            finally
            {
                // If entries are missing, the log ends with an exception after all others.
                writer.Complete();
            }

            if (writer.Kind == OutputKind.Text)
            {
                context.Note($"{Counted.Of(writer.Count, "entry", "entries")} since {from:u}.");
            }
        });
        return command;
    }

    private static async Task WriteAsync(
        IAsyncEnumerable<QuayPage<LogEntry>> pages, Func<LogEntry, bool> isWanted, ListWriter<LogEntry> writer, ToolContext context)
    {
        context.Progress?.Report("Reading the usage log…");
        await foreach (QuayPage<LogEntry> page in pages)
        {
            foreach (LogEntry entry in page.Items.Where(isWanted))
            {
                writer.Add(entry);
            }

            await context.Output.FlushAsync();
            context.Progress?.Report($"Read page {page.Number}: {Counted.Of(writer.Count, "entry", "entries")} so far…");
        }
    }
}
