using System.CommandLine;
using System.Text.Json;
using Quay.Client;

namespace QuayTags;

/// <summary>Represents a command that writes to tags of a repository: its common options, its report and its exit code.</summary>
internal sealed class WriteCommand : ToolCommand
{
    private readonly Connection _connection;
    private readonly Argument<RepositoryName> _repository = SharedSymbols.Target();
    private readonly Option<bool> _json = SharedSymbols.Json("one JSON object with the outcome of each tag");
    private readonly Option<bool> _dryRun =
        new("--dry-run") { Description = "Read and check as usual and print the requests, but send no write." };

    /// <param name="connection">The connection to Quay.</param>
    /// <param name="name">The name of the command.</param>
    /// <param name="description">The description of the command.</param>
    /// <param name="symbols">The arguments and options after the repository.</param>
    /// <param name="examples">Examples for the help.</param>
    public WriteCommand(
        Connection connection, string name, string description, IReadOnlyList<Symbol> symbols, params IReadOnlyList<string> examples)
        : base(CommandGroup.Write, name, description, examples)
    {
        _connection = connection;
        Add(_repository);
        foreach (Symbol symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                Add(argument);
            }
            else
            {
                Add((Option)symbol);
            }
        }

        Add(_dryRun);
        Add(_json);
        connection.AddTo(this);
    }

    /// <summary>Sets the action of the command.</summary>
    public void SetWrite(ToolContext context, Func<ParseResult, TagWriter, Task> write) =>
        SetAction(async (parsed, cancellationToken) =>
        {
            bool dryRun = parsed.GetValue(_dryRun);
            bool json = parsed.GetValue(_json);
            using QuayClient quay = _connection.Open(parsed, dryRun);
            var writer = new TagWriter(quay, parsed.GetValue(_repository), dryRun, printLines: !json, context, cancellationToken);
            try
            {
                await ReportAsync(write(parsed, writer), writer, dryRun, json, context.Output);
            }
            catch (IOException fault) when (StandardOutput.IsBrokenPipe(fault))
            {
                // A command that reads ends successfully then. But this one has tags left to write.
                throw new IOException(
                    $"The output was closed, so '{Name}' stopped. 'history {writer.Repository}' shows what was done.", fault);
            }

            return writer.Outcomes.All(outcome => outcome.Error is null) ? ExitCode.Success : ExitCode.Failed;
        });

    private async Task ReportAsync(Task written, TagWriter writer, bool dryRun, bool json, TextWriter output)
    {
        try
        {
            await written;
        }
        finally
        {
            // Reported also after an interruption, because earlier writes were applied.
            if (json)
            {
                var report =
                    new WriteReport { Command = Name, Repository = $"{writer.Repository}", DryRun = dryRun, Tags = writer.Outcomes };
                await output.WriteLineAsync(JsonSerializer.Serialize(report, ToolJson.Default.WriteReport));
            }

            await output.FlushAsync(CancellationToken.None);
        }
    }
}
