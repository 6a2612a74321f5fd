using System.CommandLine;
using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary><c>snapshot</c>: shows what all tags of a repository, or of all repositories of a namespace, point at.</summary>
internal sealed class SnapshotCommand : ToolCommand
{
    // The options that have no effect with --seed.
    private static readonly string[] OfTags = ["--at", "--tag", "--checkpoint", "--changed", "--json", "--csv"];

    private readonly ToolContext _context;
    private readonly Connection _connection;
    private readonly Argument<RepositoryOrNamespace> _target = new("NAMESPACE|REPOSITORY")
    {
        Description = "The organization or user, such as acme, or the repository, such as acme/app.",
        CustomParser = ArgumentParser.RepositoryOrNamespace,
    };

    private readonly Option<DateTimeOffset?> _at;
    private readonly Option<string> _tags = SharedSymbols.TagGlob();
    private readonly Option<FileInfo> _checkpoint = new("--checkpoint")
    {
        Description = "Save to this file which repositories are finished. After an interruption, the same command reads only the others.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _changed = new("--changed")
    {
        Description = "After a complete scan, read only repositories with a newer push, and those last read over a day ago. "
            + "Can miss deletions and expiries.",
    };

    private readonly Option<FileInfo> _seed = new("--seed")
    {
        Description = "Instead of showing tags, save the whole histories to this file, as a seed for 'serve'. It has no tokens, "
            + "descriptions or labels.",
        HelpName = "FILE",
    };

    private readonly ListOutput _output = new("one JSON object per tag, with its repository");

    private SnapshotCommand(ToolContext context)
        : base(
            CommandGroup.Read,
            "snapshot",
            "Show what the tags of a repository, or of all repositories of an organization or a user, point at.",
            "quaytags snapshot quayadmin/busybox",
            "quaytags snapshot quayadmin --at 2d")
    {
        _context = context;
        _connection = new Connection(context);
        _at = new Option<DateTimeOffset?>("--at")
        {
            Description = "The time, such as 2026-01-31T12:00:00Z, or 2d for two days ago. Default: now.",
            HelpName = "TIME",
            CustomParser = ArgumentParser.Time(TimeParser.ParsePast, _connection.Now),
        };
        Add(_target);
        foreach (Option option in new Option[] { _at, _tags, _checkpoint, _changed, _seed })
        {
            Add(option);
        }

        _output.AddTo(this);
        _connection.AddTo(this);
        Validators.Add(result =>
        {
            if (result.GetResult(_seed) is not null
                && Options.FirstOrDefault(option => OfTags.Contains(option.Name) && result.GetResult(option) is not null) is { } unused)
            {
                result.AddError($"--seed cannot be combined with {unused.Name}.");
            }

            if (result.GetResult(_checkpoint) is null)
            {
                if (result.GetResult(_changed) is not null)
                {
                    result.AddError("--changed needs --checkpoint.");
                }
            }
            else if (result.GetResult(_target)?.Tokens is [var target] && target.Value.Contains('/', StringComparison.Ordinal))
            {
                result.AddError("--checkpoint needs a namespace, not a repository.");
            }
        });
        SetAction(RunAsync);
    }

    public static Command Create(ToolContext context) => new SnapshotCommand(context);

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        RepositoryOrNamespace target = parsed.GetRequiredValue(_target);
        if (parsed.GetValue(_seed) is { } seed)
        {
            return await RecordSeedAsync(target, seed, parsed, cancellationToken);
        }

        ListFormat<SnapshotItem> format = SnapshotFormat.Create(showsRepository: target.Repository is null, _context);
        var writer = new SnapshotWriter(_output.Open(format, parsed, _context));
        if (target.Repository is not { } repository)
        {
            return await ScanAsync(target.Namespace, writer, parsed, cancellationToken);
        }

        using QuayClient quay = _connection.Open(parsed);
        RepositorySnapshot snapshot = await ProgressLine.ReadAsync(
            quay.History.GetSnapshotAsync(repository, parsed.GetValue(_at), parsed.GetValue(_tags), cancellationToken), _context);
        writer.Write(snapshot);
        writer.Complete($"{Counted.Of(writer.Tags, "tag")} at {snapshot.Instant:u}, {writer.Unknown} unknown.");
        return writer.IsComplete ? ExitCode.Success : ExitCode.Incomplete;
    }

    private async Task<int> RecordSeedAsync(
        RepositoryOrNamespace target, FileInfo file, ParseResult parsed, CancellationToken cancellationToken)
    {
        AtomicFile.EnsureWritable(file);
        using QuayClient quay = _connection.Open(parsed);
        var recorder = new SeedRecorder(quay, _context);
        SeedFile.Write(file, await recorder.RecordAsync(target, cancellationToken));
        _context.Note(
            $"Saved {Counted.Of(recorder.Repositories, "repository", "repositories")} with "
            + $"{Counted.Of(recorder.Entries, "entry", "entries")} to {file}. To serve them, run 'serve --seed {file}'.");
        return recorder is { IsComplete: true, Repositories: > 0 } ? ExitCode.Success : ExitCode.Incomplete;
    }

    private async Task<int> ScanAsync(
        string namespaceName, SnapshotWriter writer, ParseResult parsed, CancellationToken cancellationToken)
    {
        CheckpointFile<ScanCheckpoint>? file = parsed.GetValue(_checkpoint) is { } path
            ? new CheckpointFile<ScanCheckpoint>(path, ScanCheckpoint.Parse, checkpoint => checkpoint.ToJson())
            : null;
        ScanCheckpoint? from = file is null ? null : await file.ReadAsync(cancellationToken);
        if (from is { IsComplete: true } && !parsed.GetValue(_changed))
        {
            from = null;
        }

        DateTimeOffset? at = InstantOf(parsed, from);
        using QuayClient quay = _connection.Open(parsed);
        var results = new SnapshotScan(writer, _context);
        RepositoryScan<RepositorySnapshot> scan = quay.History.ScanSnapshotsAsync(
            namespaceName,
            at,
            parsed.GetValue(_tags),
            new ScanOptions { IncludePublic = true, InOrder = true, StartFrom = from },
            results,
            cancellationToken);
        if (from is { IsComplete: false, Repositories.Count: > 0 })
        {
            _context.Note($"Continuing a scan of {from}. Finished repositories are not shown again.");
        }

        // A file that cannot be written is an error before the first request.
        file?.EnsureWritable();
        try
        {
            await results.RunAsync(scan, file);
        }
        finally
        {
            if (parsed.GetValue(_checkpoint) is { } name && scan.Checkpoint is { IsComplete: false, Repositories.Count: > 0 })
            {
                _context.Warn($"The scan is incomplete. To continue it, run the same command with --checkpoint {name}.");
            }
        }

        writer.Complete(results.Summary(at ?? scan.Checkpoint.StartedAt));
        if (scan.Checkpoint.Repositories.Count == 0)
        {
            _context.Warn($"No repository of {namespaceName} is visible. Check the name and the token.");
            return ExitCode.Incomplete;
        }

        return results.ExitCode;
    }

    // A duration counts back from the start of the scan, also when another run continues it.
    private DateTimeOffset? InstantOf(ParseResult parsed, ScanCheckpoint? from) =>
        from is { IsComplete: false, Instant: { } instant }
        && parsed.GetResult(_at) is { Tokens: [var token] }
        && TimeParser.IsRelative(token.Value)
            ? instant
            : parsed.GetValue(_at);
}
