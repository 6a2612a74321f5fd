using System.CommandLine;
using System.Text.Json;
using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary><c>at</c>: shows what the tags of a repository pointed at, at a given time.</summary>
internal static class AtCommand
{
    public static Command Create(ToolContext context)
    {
        var connection = new Connection(context);
        Argument<RepositoriesAndTimes> repositoryAndTime = SharedSymbols.RepositoriesAndTimes(
            "[REPOSITORY] TIME",
            most: 2,
            "The time, such as 2026-01-31T12:00:00Z, or 2d for two days ago; and the repository, such as acme/app "
            + $"(default: {RepositoriesAndTimes.DefaultRepository}). The order does not matter.",
            arguments => arguments is { Times.Count: 1, Repositories.Count: <= 1 },
            connection);
        Option<string> tags = SharedSymbols.TagGlob();
        Option<bool> json = SharedSymbols.Json("one JSON object");
        Option<bool> exitCode = SharedSymbols.ExitCode(
            $"Exit with {ExitCode.Incomplete} if it is unknown what a tag pointed at, and with {ExitCode.FatalError} after an error.");
        var command = new ToolCommand(
            CommandGroup.Read,
            "at",
            "Show what the tags of a repository pointed at, at a given time.",
            "quaytags at 2h quayadmin/busybox",
            "quaytags at 2024-06-18T18:57:00Z --tag test-two")
        {
            repositoryAndTime, tags, json, exitCode,
        };
        connection.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            RepositoriesAndTimes arguments = parsed.GetRequiredValue(repositoryAndTime);
            bool asJson = parsed.GetValue(json);
            using QuayClient quay = connection.Open(parsed);
            if (parsed.GetValue(tags) is { } tag && tag.IndexOfAny(['*', '?']) < 0)
            {
                TagAt found = await quay.History.GetTagAtAsync(arguments.Repository, tag, arguments.Times[0], cancellationToken);
                if (asJson)
                {
                    await context.Output.WriteLineAsync(JsonSerializer.Serialize(found, ToolJson.Default.TagAt));
                }
                else
                {
                    context.WriteLine(found.ToString(), found.Tag);
                }

                return ExitCodeFor(found.Presence != TagPresence.Unknown);
            }

            RepositorySnapshot snapshot = await ProgressLine.ReadAsync(
                quay.History.GetSnapshotAsync(arguments.Repository, arguments.Times[0], parsed.GetValue(tags), cancellationToken), context);
            if (asJson)
            {
                await context.Output.WriteLineAsync(JsonSerializer.Serialize(snapshot, ToolJson.Default.RepositorySnapshot));
            }
            else
            {
                SnapshotTable.Write(snapshot, context);
                WriteNotes(snapshot, context);
            }

            return ExitCodeFor(snapshot.IsComplete && snapshot.Unknown.Count == 0);

            int ExitCodeFor(bool isKnown) => isKnown || !parsed.GetValue(exitCode) ? ExitCode.Success : ExitCode.Incomplete;
        });
        return command;
    }

    private static void WriteNotes(RepositorySnapshot snapshot, ToolContext context)
    {
        foreach ((string tag, string reason) in snapshot.Unknown)
        {
            context.Warn($"? {tag}: {reason}");
        }

        string summary = $"{Counted.Of(snapshot.Tags.Count, "tag")} at {snapshot.Instant:u}, {snapshot.Unknown.Count} unknown. "
            + $"The history is complete from {snapshot.CompleteFrom:u} on";
        if (snapshot.IsComplete)
        {
            context.Note($"{summary}.");
        }
        else
        {
            context.Warn($"{summary}, so tags that have no remaining entry are missing.");
        }
    }
}
