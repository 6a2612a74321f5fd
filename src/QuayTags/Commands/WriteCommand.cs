using System.CommandLine;
using System.Text.Json;
using Quay.Client;

namespace QuayTags;

/// <summary>A command that writes to tags of a repository: what all of them take, and how they end.</summary>
internal sealed class WriteCommand : Command
{
    private readonly Connection _connection;
    private readonly Argument<RepositoryName> _repository = SharedSymbols.Target();
    private readonly Option<bool> _json = SharedSymbols.Json("one JSON object with the outcome of each tag");
    private readonly Option<bool> _dryRun =
        new("--dry-run") { Description = "Read and check as usual and print the requests, but send no write." };

    /// <param name="connection">The Quay.</param>
    /// <param name="name">The command.</param>
    /// <param name="description">What it does.</param>
    /// <param name="symbols">What it takes after the repository, arguments and options.</param>
    public WriteCommand(Connection connection, string name, string description, params IReadOnlyList<Symbol> symbols)
        : base(name, description)
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

    /// <summary>Says what the command does with the repository that it is given.</summary>
    public void SetWrite(ToolContext context, Func<ParseResult, TagWriter, Task> write) =>
        SetAction(async (parsed, cancellationToken) =>
        {
            bool dryRun = parsed.GetValue(_dryRun);
            bool json = parsed.GetValue(_json);
            using QuayClient quay = _connection.Open(parsed, dryRun);
            var writes = new TagWriter(quay, parsed.GetValue(_repository), dryRun, printLines: !json, context, cancellationToken);
            try
            {
                await ReportAsync(write(parsed, writes), writes, dryRun, json, context.Output);
            }
            catch (IOException fault) when (StandardOutput.IsBrokenPipe(fault))
            {
                // For a command that reads this is a good end; here tags may be left that were to be written.
                throw new IOException(
                    $"The output was closed, so '{Name}' stopped. 'history {writes.Repository}' shows what was done.", fault);
            }

            return writes.Outcomes.All(outcome => outcome.Error is null) ? ExitCode.Success : ExitCode.Failed;
        });

    private async Task ReportAsync(Task written, TagWriter writes, bool dryRun, bool json, TextWriter output)
    {
        try
        {
            await written;
        }
        finally
        {
            // Also when it was interrupted: what was done until then is done.
            if (json)
            {
                var report =
                    new WriteReport { Command = Name, Repository = $"{writes.Repository}", DryRun = dryRun, Tags = writes.Outcomes };
                await output.WriteLineAsync(JsonSerializer.Serialize(report));
            }

            await output.FlushAsync(CancellationToken.None);
        }
    }
}
