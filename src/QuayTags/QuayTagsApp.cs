using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Quay.Client;

namespace QuayTags;

/// <summary>Runs the tool: parses the arguments, runs the command, and returns the exit code.</summary>
internal static class QuayTagsApp
{
    private const string About = """
        Shows the repositories of a Quay registry and the history of their tags, and changes tags.

        Exit codes:
          0    Success. With --exit-code: nothing differs, and nothing is unknown.
          1    Quay, the network or a file failed, or the write to a tag failed.
               With --exit-code: something differs.
          2    Wrong usage. No write was sent.
          3    A rollback, a snapshot or a simulation is incomplete: something was skipped,
               is unknown, or may be missing. With --exit-code: something is unknown.
          128  With --exit-code: Quay, the network or a file failed.
          130  Interrupted (SIGINT).
          143  Terminated (SIGTERM).
        """;

    public static async Task<int> RunAsync(string[] args, ToolContext context, CancellationToken cancellationToken)
    {
        context = context with { Stop = cancellationToken };
        var root = new RootCommand(About)
        {
            ShowCommand.Create(context),
            HistoryCommand.Create(context),
            LogCommand.Create(context),
            AtCommand.Create(context),
            SnapshotCommand.Create(context),
            DiffCommand.Create(context),
            TimelineCommand.Create(context),
            ListCommand.Create(context),
            LabelsCommand.Create(context),
            SecurityCommand.Create(context),
            UsageCommand.Create(context),
            PoliciesCommand.Create(context),
            WatchCommand.Create(context),
            PromoteCommand.Create(context),
            ExpireCommand.Create(context),
            DeleteCommand.Create(context),
            RestoreCommand.Create(context),
            RollbackCommand.Create(context),
            WhoamiCommand.Create(context),
            ServeCommand.Create(context),
            PruneCommand.Create(context),
        };
        var options = new GlobalOptions();
        options.AddTo(root);
        root.Add(ServerOptions.RefuseToken());
        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction wrongUsage)
        {
            wrongUsage.ShowHelp = args.Length == 0;
            wrongUsage.ShowTypoCorrections = parsed.CommandResult.Command is RootCommand;
            using var output = new StringWriter();
            await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = output }, cancellationToken);
            foreach (string line in output.ToString().TrimEnd().Split(Environment.NewLine))
            {
                context.Warn(line);
            }

            return ExitCode.WrongUsage;
        }

        options.Apply(parsed, context);
        bool reportsResult = parsed.GetResult(SharedSymbols.ExitCodeName) is OptionResult option && option.GetValueOrDefault<bool>();
        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = context.Output,
                Error = context.Error,
                EnableDefaultExceptionHandler = false,

                // Program handles the signals, because System.CommandLine does not distinguish SIGTERM from Ctrl-C.
                ProcessTerminationTimeout = null,
            };
            int exitCode = await parsed.InvokeAsync(configuration, cancellationToken);
            await context.Output.FlushAsync(cancellationToken);
            return exitCode;
        }
        catch (Exception fault) when (ExitCode.Of(fault, reportsResult, cancellationToken.IsCancellationRequested) is { } exitCode)
        {
            FlushIfPossible();
            if (MessageOf(fault) is { } message)
            {
                context.Error.WriteLine(VisibleText.Of(message));
            }

            return exitCode;
        }

        // The complete lines come before the message. If the message is about the output, this fails again.
        void FlushIfPossible()
        {
            try
            {
                context.Output.Flush();
            }
            catch (IOException)
            {
            }
        }
    }

    /// <summary>Gets the message for the user; null if nobody reads it, or if the user knows what ended the command.</summary>
    private static string? MessageOf(Exception fault) => fault switch
    {
        OperationCanceledException => null,
        IOException closed when StandardOutput.IsBrokenPipe(closed) => null,
        ArgumentException invalid => ArgumentParser.MessageOf(invalid),
        _ => fault.Message,
    };
}
