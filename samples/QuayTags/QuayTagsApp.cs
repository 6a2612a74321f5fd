using System.CommandLine;
using System.CommandLine.Invocation;
using Quay.Client.Errors;
using QuayTags.Commands;

namespace QuayTags;

/// <summary>The whole program, from arguments to exit code.</summary>
internal static class QuayTagsApp
{
    public static async Task<int> RunAsync(string[] args, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var root = new RootCommand("Shows repositories of a Quay container registry and the history of their tags, and changes the tags.")
        {
            ShowCommand.Create(surroundings),
            HistoryCommand.Create(surroundings),
            LogCommand.Create(surroundings),
            AtCommand.Create(surroundings),
            DiffCommand.Create(surroundings),
            TimelineCommand.Create(surroundings),
            ListCommand.Create(surroundings),
            PromoteCommand.Create(surroundings),
            ExpireCommand.Create(surroundings),
            DeleteCommand.Create(surroundings),
            RestoreCommand.Create(surroundings),
            RollbackCommand.Create(surroundings),
        };
        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction wrongUsage)
        {
            wrongUsage.ShowHelp = args.Length == 0;
            wrongUsage.ShowTypoCorrections = parsed.CommandResult.Command is RootCommand;
            await parsed.InvokeAsync(
                new InvocationConfiguration { Output = surroundings.Error, Error = surroundings.Error }, cancellationToken);
            return ExitCode.WrongUsage;
        }

        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = surroundings.Output,
                Error = surroundings.Error,
                EnableDefaultExceptionHandler = false,

                // Signals are the caller's: System.CommandLine would not let a SIGTERM be told from a Ctrl-C.
                ProcessTerminationTimeout = null,
            };
            int exitCode = await parsed.InvokeAsync(configuration, cancellationToken);
            await surroundings.Output.FlushAsync(cancellationToken);
            return exitCode;
        }
        catch (UsageException fault)
        {
            return Say(fault, ExitCode.WrongUsage);
        }
        catch (QuayException fault)
        {
            return Say(fault, ExitCode.Failed);
        }
        catch (IOException fault) when (StandardOutput.IsBrokenPipe(fault))
        {
            return ExitCode.Success;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The output is full, or closed from the start.
            return Say(fault, ExitCode.Failed);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }

        int Say(Exception fault, int exitCode)
        {
            surroundings.Error.WriteLine(fault.Message.ReplaceLineEndings(" "));
            return exitCode;
        }
    }
}
