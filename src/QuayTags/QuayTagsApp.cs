using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Quay.Client;

namespace QuayTags;

/// <summary>Runs the tool: parses the arguments, runs the command, and returns the exit code.</summary>
internal static class QuayTagsApp
{
    private const string About = "Shows the repositories of a Quay registry and the history of their tags, and changes tags.";

    public static async Task<int> RunAsync(string[] args, ToolContext context, CancellationToken cancellationToken)
    {
        context = (context with { Stop = cancellationToken }).WithStatusLine();
        var options = new GlobalOptions();
        RootCommand root = CreateRoot(context, options);
        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        IReadOnlyList<string> faults = UsageError.HasToken(args, parsed) ? [ServerOptions.TokenRefusal] : UsageError.MissingValues(parsed);
        if (faults.Count > 0 || parsed.Action is ParseErrorAction)
        {
            IReadOnlyList<string> messages = faults.Count > 0 ? faults : UsageError.MessagesOf(parsed);
            WriteLines(args.Length == 0 ? HelpText.Of(root, context).Lines : UsageError.Lines(parsed, messages), context);
            return ExitCode.WrongUsage;
        }

        options.Apply(parsed, context);
        using ProgressLine? progress = ProgressLine.Create(context);
        context.Progress = progress;
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
            if (MessageOf(fault, context) is { } message)
            {
                string[] messages = [VisibleText.Of(message)];
                bool showsUsage = exitCode == ExitCode.WrongUsage && fault is not UsageException { IsInFile: true };
                WriteLines(showsUsage ? UsageError.Lines(parsed, messages) : messages, context);
            }

            return exitCode;
        }

        // The complete lines come before the message. If the message is about the output, this fails again.
        void FlushIfPossible()
        {
            try
            {
                context.FlushList?.Invoke();
                context.Output.Flush();
            }
            catch (IOException)
            {
            }
        }
    }

    /// <summary>Creates the command tree.</summary>
    public static RootCommand CreateRoot(ToolContext context, GlobalOptions options)
    {
        RootCommand root = CreateCommands(context);
        options.AddTo(root);
        HelpCommand.ReplaceHelp(root, context);
        return root;
    }

    private static RootCommand CreateCommands(ToolContext context) => new(About)
    {
        ShowCommand.Create(context),
        ListCommand.Create(context),
        HistoryCommand.Create(context),
        LogCommand.Create(context),
        AtCommand.Create(context),
        DiffCommand.Create(context),
        TimelineCommand.Create(context),
        SnapshotCommand.Create(context),
        LabelsCommand.Create(context),
        SecurityCommand.Create(context),
        UsageCommand.Create(context),
        PromoteCommand.Create(context),
        ExpireCommand.Create(context),
        DeleteCommand.Create(context),
        RestoreCommand.Create(context),
        RollbackCommand.Create(context),
        PruneCommand.Create(context),
        WatchCommand.Create(context),
        WhoamiCommand.Create(context),
        PoliciesCommand.Create(context),
        ServeCommand.Create(context),
        CompletionCommand.Create(context),
        HelpCommand.Create(context),
        ServerOptions.RefuseToken(),
    };

    private static void WriteLines(IEnumerable<string> lines, ToolContext context)
    {
        foreach (string line in lines)
        {
            context.Error.WriteLine(line);
        }
    }

    /// <summary>Gets the message for the user; null if nobody reads it, or if the user knows what ended the command.</summary>
    private static string? MessageOf(Exception fault, ToolContext context) => fault switch
    {
        OperationCanceledException => null,
        IOException closed when StandardOutput.IsBrokenPipe(closed) => null,
        ArgumentException invalid => ArgumentParser.MessageOf(invalid),
        QuayAuthenticationException => context.TokenHints.AddTo(ClientMessage.Of(fault.Message)),
        QuayException => ClientMessage.Of(fault.Message),
        _ => FileError.MessageOf(fault),
    };
}
