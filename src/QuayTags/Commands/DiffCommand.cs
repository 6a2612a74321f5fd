using System.CommandLine;
using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary><c>diff</c>: shows what differs between two times of a repository, or between two repositories.</summary>
internal static class DiffCommand
{
    public static Command Create(ToolContext context)
    {
        var connection = new Connection(context);
        Argument<RepositoriesAndTimes> repositoriesAndTimes = SharedSymbols.RepositoriesAndTimes(
            "[REPOSITORY] FROM TO",
            most: 3,
            "Two times, such as 2026-01-31T12:00:00Z, or 2d for two days ago, and the repository, such as acme/app "
                + $"(default: {RepositoriesAndTimes.DefaultRepository}); or two repositories, without times.",
            arguments => (arguments.Repositories.Count, arguments.Times.Count) is (0 or 1, 2) or (2, 0),
            connection);
        Option<string> tags = SharedSymbols.TagGlob();
        var at = new Option<DateTimeOffset?>("--at")
        {
            Description = "Compare two repositories as of this time. Default: now.",
            HelpName = "TIME",
            CustomParser = ArgumentParser.Time(TimeParser.ParsePast, connection.Now),
        };
        var otherUrl = new Option<Uri>("--other-url")
        {
            Description = "The root URL of the second repository's Quay server, if it is another one. "
                + $"The environment variable {ServerOptions.OtherTokenVariable} holds its token.",
            HelpName = "URL",
            CustomParser = ArgumentParser.Url,
        };
        var otherProfile = new Option<string>("--other-profile")
        {
            Description = "The profile of the second repository's Quay server, if it is another one.",
            HelpName = "NAME",
        };
        var output = new ListOutput("one JSON object per difference");
        Option<bool> exitCode = SharedSymbols.ExitCode(
            $"Exit with {ExitCode.Different} if something differs, with {ExitCode.Incomplete} if nothing differs but something is "
            + $"unknown, and with {ExitCode.FatalError} after an error.");
        var command = new ToolCommand(
            CommandGroup.Read,
            "diff",
            "Show which tags differ between two times or repositories.",
            "quaytags diff 2024-06-10T00:00:00Z 2024-06-18T18:57:00Z",
            "quaytags diff quayadmin/busybox rqorg/hist2500 --tag 'test*' --at 2d")
        {
            repositoriesAndTimes, tags, at, otherUrl, otherProfile, exitCode,
        };
        output.AddTo(command);
        command.Validators.Add(result =>
        {
            int repositories = result.GetResult(repositoriesAndTimes)?.Tokens
                .Count(token => RepositoriesAndTimes.IsRepository(token.Value)) ?? 0;
            if (repositories < 2 && (result.GetResult(at) ?? result.GetResult(otherUrl) ?? result.GetResult(otherProfile)) is not null)
            {
                result.AddError("--at, --other-url and --other-profile need two repositories.");
            }

            if (result.GetResult(otherUrl) is not null && result.GetResult(otherProfile) is not null)
            {
                result.AddError("--other-url and --other-profile cannot be combined.");
            }
        });
        connection.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            RepositoriesAndTimes arguments = parsed.GetRequiredValue(repositoriesAndTimes);
            string? glob = parsed.GetValue(tags);
            using QuayClient quay = connection.Open(parsed);
            using QuayClient? other = connection.OpenOther(parsed.GetValue(otherUrl), parsed.GetValue(otherProfile), parsed);
            SnapshotDiff diff = await ProgressLine.ReadAsync(
                arguments.Repositories.Count == 2 ? RepositoriesAsync() : InstantsAsync(), context);
            ListWriter<DiffItem> writer = output.Open(DiffFormat.Create(context), parsed, context);
            foreach (DiffItem item in DiffItem.Of(diff))
            {
                writer.Add(item);
            }

            writer.Complete($"{Counted.Of(writer.Count, "difference")}, {diff.Unknown.Count} unknown.");

            return !parsed.GetValue(exitCode) || diff.IsSame
                ? ExitCode.Success
                : diff.Differences.Count > 0 ? ExitCode.Different : ExitCode.Incomplete;

            Task<SnapshotDiff> InstantsAsync() =>
                quay.History.CompareAsync(arguments.Repository, arguments.Times[0], arguments.Times[1], glob, cancellationToken);

            async Task<SnapshotDiff> RepositoriesAsync() => SnapshotDiff.BetweenRepositories(
                await quay.History.GetSnapshotAsync(arguments.Repositories[0], parsed.GetValue(at), glob, cancellationToken),
                await (other ?? quay).History.GetSnapshotAsync(arguments.Repositories[1], parsed.GetValue(at), glob, cancellationToken));
        });
        return command;
    }
}
