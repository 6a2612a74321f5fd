using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary><c>watch</c>: reports what happens to tags, as it happens.</summary>
internal sealed class WatchCommand : ToolCommand
{
    // The position lists all live tags, and would take long to write after each of many events.
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(10);

    private readonly ToolContext _context;
    private readonly Connection _connection;
    private readonly Argument<RepositoryOrNamespace> _target = new("REPOSITORY|NAMESPACE")
    {
        Description = "The repository, such as acme/app, or the organization or user, such as acme.",
        CustomParser = ArgumentParser.RepositoryOrNamespace,
    };

    private readonly Argument<string[]> _arguments = new("ARGUMENT")
    {
        Description = "After --: the arguments of the program of --exec.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string> _tags = SharedSymbols.TagGlob();
    private readonly Option<TimeSpan> _interval = new("--interval")
    {
        Description = "The time between two polls, such as 30s or 5m. Default: 1m.",
        HelpName = "DURATION",
        CustomParser = ArgumentParser.Interval,
        DefaultValueFactory = _ => TimeSpan.FromMinutes(1),
    };

    private readonly Option<DateTimeOffset?> _since;
    private readonly Option<FileInfo> _checkpoint = new("--checkpoint")
    {
        Description = "Save the position to this file, and resume from it at the next start.",
        HelpName = "FILE",
    };

    private readonly Option<string> _exec = new("--exec")
    {
        Description = "Run a program for each event, without a shell. It reads the event as JSON from standard input. "
            + "If it fails, the watch ends, and with --checkpoint, the next start repeats the event.",
        HelpName = "PROGRAM",
        CustomParser = ArgumentParser.File,
    };

    private readonly Option<bool> _who = SharedSymbols.Who();
    private readonly Option<bool> _once = new("--once") { Description = "Poll once, and end. Use it with --checkpoint or --since." };
    private readonly ListOutput _output = new("one JSON object per event");

    private WatchCommand(ToolContext context)
        : base(
            CommandGroup.Watch,
            "watch",
            "Report what happens to the tags of a repository or a namespace, until the tool is interrupted.",
            "quaytags watch quayadmin/busybox --since 1h --once")
    {
        _context = context;
        _connection = new Connection(context);
        ProgramArguments = _arguments;
        _since = new Option<DateTimeOffset?>("--since")
        {
            Description = "Report the events since this time, such as 2026-01-31T12:00:00Z or 2d, unless the checkpoint exists. "
                + "Default: now.",
            HelpName = "TIME",
            CustomParser = ArgumentParser.Time(TimeParser.ParsePast, _connection.Now),
        };
        Add(_target);
        Add(_arguments);
        foreach (Option option in new Option[] { _tags, _interval, _since, _checkpoint, _exec, _who, _once })
        {
            Add(option);
        }

        _output.AddTo(this);
        _connection.AddTo(this);
        Validators.Add(result =>
        {
            if (result.GetResult(_arguments) is { Tokens.Count: > 0 and var count } && result.GetResult(_exec) is null)
            {
                result.AddError($"Arguments after -- need --exec; found {count}.");
            }
        });
        SetAction(RunAsync);
    }

    public static Command Create(ToolContext context) => new WatchCommand(context);

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        CheckpointFile<WatchPosition>? checkpoint = parsed.GetValue(_checkpoint) is { } file
            ? new CheckpointFile<WatchPosition>(file, WatchPosition.Parse, position => position.ToJson())
            : null;
        WatchPosition? start = checkpoint is null ? null : await checkpoint.ReadAsync(cancellationToken);
        using QuayClient quay = _connection.Open(parsed);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bool isOnce = parsed.GetValue(_once);
        bool isEmpty = false;
        QuayException? failure = null;
        RepositoryOrNamespace target = parsed.GetRequiredValue(_target);
        ListWriter<TagEvent> writer = _output.Open(
            EventFormat.Create(showsRepository: target.Repository is null, parsed.GetValue(_who), isStream: true, _context),
            parsed,
            _context);
        var options = new WatchOptions
        {
            Interval = parsed.GetValue(_interval),
            Pattern = parsed.GetValue(_tags),
            IncludeActors = parsed.GetValue(_who),
            StartAfter = start,
            StartAt = parsed.GetValue(_since),
            TimeProvider = _context.ClientOptions.TimeProvider,
            Progress = new PollReceiver(poll =>
            {
                Save(poll.Position);

                // The progress is that of the first poll. Afterwards, the command waits for events.
                _context.Progress?.Dispose();
                if (poll.Error is null)
                {
                    writer.Begin();
                }

                if (poll is { Error: null, RepositoryCount: 0 } && !isEmpty)
                {
                    isEmpty = true;
                    _context.Warn("No repository is visible. Check the name and the token.");
                }

                if (isOnce)
                {
                    failure = poll.Error;
                    end.Cancel();
                }
                else if (poll.Error is { } error)
                {
                    _context.Warn($"{error.Message} The next poll is in {poll.NextPollIn.TotalSeconds:0} s.");
                }
            }),
        };
        TagWatch watch = target.Repository is { } repository
            ? quay.History.WatchAsync(repository, options, end.Token)
            : quay.History.WatchNamespaceAsync(target.Namespace, options, end.Token);
        EventProgram? program = parsed.GetValue(_exec) is { } name ? new EventProgram(name, parsed.GetValue(_arguments) ?? []) : null;
        TimeProvider clock = _context.ClientOptions.TimeProvider;
        long saved = clock.GetTimestamp();
        try
        {
            await foreach (TagEvent happened in watch)
            {
                // The events before this one are processed. A program must not run twice for one of them.
                if (program is not null || clock.GetElapsedTime(saved) >= SaveInterval)
                {
                    Save(watch.Position);
                    saved = clock.GetTimestamp();
                }

                writer.Add(happened);
                writer.Flush();
                if (program is not null)
                {
                    await program.RunAsync(JsonSerializer.Serialize(happened, ToolJson.Default.TagEvent), end.Token);
                }
            }
        }
        catch (OperationCanceledException) when (isOnce && !cancellationToken.IsCancellationRequested)
        {
        }
        finally
        {
            Save(watch.Position);
        }

        return failure is not null ? throw failure : isEmpty ? ExitCode.Incomplete : ExitCode.Success;

        void Save(WatchPosition? position)
        {
            if (position is not null)
            {
                checkpoint?.Save(position);
            }
        }
    }

    private sealed class PollReceiver(Action<WatchPoll> receive) : IProgress<WatchPoll>
    {
        public void Report(WatchPoll value) => receive(value);
    }
}
