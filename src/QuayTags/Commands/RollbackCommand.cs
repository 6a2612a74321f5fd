using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary><c>rollback</c>: points the tags of a repository at what they pointed at, at a given time.</summary>
internal sealed class RollbackCommand : Command
{
    private readonly ToolContext _context;
    private readonly Connection _connection;
    private readonly Argument<RepositoriesAndTimes> _repositoryAndTime;
    private readonly Option<string> _tags = SharedSymbols.TagGlob();
    private readonly Option<bool> _deleteNewer =
        new("--delete-newer") { Description = "Delete the tags that were created later. Otherwise, they are kept." };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Create the plan and print it, but send no write." };
    private readonly Option<bool> _keepGoing = new("--keep-going") { Description = "Continue with the next step after a failure." };
    private readonly Option<FileInfo> _save = new("--save") { Description = "Write the plan to this file.", HelpName = "FILE" };
    private readonly Option<FileInfo> _plan =
        new("--plan") { Description = "Execute the plan in this file. Steps that are already done are not repeated.", HelpName = "FILE" };

    private readonly Option<bool> _json = SharedSymbols.Json("one JSON object with the plan and the outcome of each step");

    private RollbackCommand(ToolContext context)
        : base("rollback", "Move the tags of a repository back to the images that they had at a given time.")
    {
        _context = context;
        _connection = new Connection(context);
        _repositoryAndTime = SharedSymbols.RepositoriesAndTimes(
            "REPOSITORY TIME",
            most: 2,
            "The repository, such as acme/app, and the time, such as 2026-01-31T12:00:00Z, or 2d for two days ago.",
            arguments => arguments is { Repositories.Count: 1, Times.Count: 1 },
            _connection);
        _repositoryAndTime.Arity = new ArgumentArity(0, 2);
        Add(_repositoryAndTime);
        foreach (Option option in new Option[] { _tags, _deleteNewer, _dryRun, _keepGoing, _save, _plan, _json })
        {
            Add(option);
        }

        _connection.AddTo(this);

        Validators.Add(result =>
        {
            bool hasPlan = result.GetResult(_plan) is not null;
            if (hasPlan != (result.GetResult(_repositoryAndTime) is not { Tokens.Count: > 0 }))
            {
                result.AddError("Either REPOSITORY and TIME or --plan is required, and not both.");
            }
            else if (hasPlan && new Option[] { _tags, _deleteNewer, _save }.Any(option => result.GetResult(option) is not null))
            {
                result.AddError("--tag, --delete-newer and --save cannot be combined with --plan, whose plan already exists.");
            }
        });
        SetAction(RunAsync);
    }

    public static Command Create(ToolContext context) => new RollbackCommand(context);

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        bool dryRun = parsed.GetValue(_dryRun);
        bool json = parsed.GetValue(_json);
        TagPlan? saved = parsed.GetValue(_plan) is { } file ? await PlanFile.ReadAsync(file, cancellationToken) : null;
        using QuayClient quay = _connection.Open(parsed, dryRun);
        TagPlan plan = saved ?? await CreatePlanAsync(parsed, quay, cancellationToken);
        try
        {
            if (!json)
            {
                WritePlan(plan);
                await _context.Output.FlushAsync(cancellationToken);
            }

            IReadOnlyList<TagOutcome>? results = dryRun ? null : await ExecuteAsync(plan, parsed, quay, cancellationToken);
            if (json)
            {
                await _context.Output.WriteLineAsync(JsonSerializer.Serialize(new RollbackReport { Plan = plan, Results = results }));
                await _context.Output.FlushAsync(CancellationToken.None);
            }

            if (dryRun && saved is not null)
            {
                _context.Note("The execution verifies that the tags are still as the plan expects.");
            }

            return ExitCodeOf(results ?? [], plan, cancellationToken);
        }
        catch (IOException fault) when (StandardOutput.IsBrokenPipe(fault))
        {
            throw new IOException(
                $"The output was closed, so '{Name}' stopped. 'log {plan.Repository}' shows what was done.", fault);
        }
    }

    private void WritePlan(TagPlan plan)
    {
        _context.WriteLine(plan.ToString());
        foreach (TagPlanStep step in plan.Steps)
        {
            _context.WriteLine(step.ToString(), step.Tag.ToString());
        }

        foreach (SkippedTag skipped in plan.Skipped)
        {
            _context.WriteLine(skipped.ToString(), skipped.Tag);
        }
    }

    private async Task<TagPlan> CreatePlanAsync(ParseResult parsed, QuayClient quay, CancellationToken cancellationToken)
    {
        RepositoriesAndTimes arguments = parsed.GetRequiredValue(_repositoryAndTime);
        var options = new RollbackOptions { Pattern = parsed.GetValue(_tags), DeleteNewer = parsed.GetValue(_deleteNewer) };
        TagPlan plan = await ProgressLine.ReadAsync(
            quay.History.PlanRollbackAsync(arguments.Repository, arguments.Times[0], options, cancellationToken), _context);
        if (parsed.GetValue(_save) is { } file)
        {
            await PlanFile.WriteAsync(file, plan, cancellationToken);
            _context.Note($"The plan was saved to {file}. To execute or resume it, run 'rollback --plan {file}'.");
        }

        return plan;
    }

    private async Task<IReadOnlyList<TagOutcome>> ExecuteAsync(
        TagPlan plan, ParseResult parsed, QuayClient quay, CancellationToken cancellationToken)
    {
        var progress = new RollbackProgress(printLines: !parsed.GetValue(_json), _context);
        var options = new PlanExecutionOptions { ContinueOnError = parsed.GetValue(_keepGoing) };
        PlanResult result;
        try
        {
            result = await quay.History.ExecuteAsync(plan, options, progress, cancellationToken);
        }
        catch (ArgumentException fault)
        {
            throw new UsageException(ArgumentParser.MessageOf(fault));
        }

        return progress.OutputError is { } error ? throw error : [.. result.Steps.Select(TagOutcome.Of)];
    }

    private int ExitCodeOf(IReadOnlyList<TagOutcome> results, TagPlan plan, CancellationToken cancellationToken)
    {
        string[] notTried = [.. results.Where(result => result.Outcome == Outcome.NotTried).Select(result => result.Name)];
        if (notTried.Length > 0)
        {
            string instant = string.Create(CultureInfo.InvariantCulture, $"{plan.Instant:yyyy-MM-dd'T'HH:mm:ss'Z'}");
            string hint = cancellationToken.IsCancellationRequested
                ? $"To continue, run the same rollback to {instant}, or the same --plan."
                : "Pass --keep-going to continue after a failure.";
            _context.Note($"Not tried: {string.Join(", ", notTried)}. {hint}");
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (results.Any(result => result.Error is not null))
        {
            return ExitCode.Failed;
        }

        // Newer tags are kept on purpose, unless --delete-newer is set.
        int skippedTags = plan.Skipped.Count(skipped => skipped.Kind != SkipKind.Newer);
        if (skippedTags > 0)
        {
            _context.Note($"{Counted.Of(skippedTags, "tag was", "tags were")} skipped and may differ from the requested time.");
        }

        if (!plan.IsComplete)
        {
            _context.Note("Tags may be missing from the plan: the history does not reach back far enough.");
        }

        return skippedTags == 0 && plan.IsComplete ? ExitCode.Success : ExitCode.Incomplete;
    }
}
