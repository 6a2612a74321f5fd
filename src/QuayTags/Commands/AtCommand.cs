using System.CommandLine;
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
        var output = new ListOutput("one JSON object per tag");
        Option<bool> exitCode = SharedSymbols.ExitCode(
            $"Exit with {ExitCode.Incomplete} if it is unknown what a tag pointed at, and with {ExitCode.FatalError} after an error.");
        var command = new ToolCommand(
            CommandGroup.Read,
            "at",
            "Show what the tags of a repository pointed at, at a given time.",
            "quaytags at 2h quayadmin/busybox",
            "quaytags at 2024-06-18T18:57:00Z --tag test-two")
        {
            repositoryAndTime, tags, exitCode,
        };
        output.AddTo(command);
        connection.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            RepositoriesAndTimes arguments = parsed.GetRequiredValue(repositoryAndTime);
            using QuayClient quay = connection.Open(parsed);
            var writer = new SnapshotWriter(output.Open(SnapshotFormat.Create(showsRepository: false, context), parsed, context));
            if (parsed.GetValue(tags) is { } tag && tag.IndexOfAny(['*', '?']) < 0)
            {
                writer.Write(arguments.Repository, await quay.History.GetTagAtAsync(
                    arguments.Repository, tag, arguments.Times[0], cancellationToken), connection.Now(parsed.CommandResult));
                writer.Complete();
            }
            else
            {
                RepositorySnapshot snapshot = await ProgressLine.ReadAsync(
                    quay.History.GetSnapshotAsync(arguments.Repository, arguments.Times[0], parsed.GetValue(tags), cancellationToken),
                    context);
                writer.Write(snapshot);
                writer.Complete(
                    $"{Counted.Of(writer.Tags, "tag")} at {snapshot.Instant:u}, {writer.Unknown} unknown. "
                    + $"The history is complete from {snapshot.CompleteFrom:u} on.");
            }

            return writer.IsComplete || !parsed.GetValue(exitCode) ? ExitCode.Success : ExitCode.Incomplete;
        });
        return command;
    }
}
