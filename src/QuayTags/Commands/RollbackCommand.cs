using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary><c>rollback</c>: points the tags of a repository at what they pointed at, at a time.</summary>
internal sealed class RollbackCommand : Command
{
    private readonly ToolContext _context;
    private readonly Connection _connection;
    private readonly Argument<RepositoriesAndTimes> _what;
    private readonly Option<string> _tags = SharedSymbols.TagGlob();
    private readonly Option<bool> _deleteNewer =
        new("--delete-newer") { Description = "Delete the tags that came later; they are left otherwise." };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Make the plan and print it, but send no write." };
    private readonly Option<bool> _keepGoing = new("--keep-going") { Description = "Go on with the next step when one fails." };
    private readonly Option<FileInfo> _save = new("--save") { Description = "Write the plan to a file.", HelpName = "FILE" };
    private readonly Option<FileInfo> _plan =
        new("--plan") { Description = "Execute the plan of a file; what is done already is left.", HelpName = "FILE" };

    private readonly Option<bool> _json = SharedSymbols.Json("one JSON object of the plan and of what became of each step");

    private RollbackCommand(ToolContext context)
        : base("rollback", "Point the tags of a repository at what they pointed at, at a time.")
    {
        _context = context;
        _connection = new Connection(context);
        _what = SharedSymbols.RepositoriesAndTimes(
            "REPOSITORY TIME",
            most: 2,
            "The repository, which has a slash, and the time, such as 2026-01-31T12:00:00Z or 2d for two days ago.",
            given => given is { Repositories.Count: 1, Times.Count: 1 },
            _connection);
        _what.Arity = new ArgumentArity(0, 2);
        Add(_what);
        foreach (Option option in new Option[] { _tags, _deleteNewer, _dryRun, _keepGoing, _save, _plan, _json })
        {
            Add(option);
        }

        _connection.AddTo(this);

        Validators.Add(result =>
        {
            bool isPlanned = result.GetResult(_plan) is not null;
            if (isPlanned != (result.GetResult(_what) is not { Tokens.Count: > 0 }))
            {
                result.AddError("A repository and a time say what to do, or a file with --plan: one of them.");
            }
            else if (isPlanned && new Option[] { _tags, _deleteNewer, _save }.Any(option => result.GetResult(option) is not null))
            {
                result.AddError("--tag, --delete-newer and --save are for making a plan, and the one of --plan is made.");
            }
        });
        SetAction(RunAsync);
    }

    public static Command Create(ToolContext context) => new RollbackCommand(context);

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        bool dryRun = parsed.GetValue(_dryRun);
        bool json = parsed.GetValue(_json);
        TagPlan? made = parsed.GetValue(_plan) is { } file ? await PlanFile.ReadAsync(file, cancellationToken) : null;
        using QuayClient quay = _connection.Open(parsed, dryRun);
        TagPlan plan = made ?? await MakeAsync(parsed, quay, cancellationToken);
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

            if (dryRun && made is not null)
            {
                _context.Note("Executing the plan checks that the tags are still as it expects.");
            }

            return ExitCodeOf(results ?? [], plan, cancellationToken);
        }
        catch (IOException fault) when (StandardOutput.IsBrokenPipe(fault))
        {
            throw new IOException(
                $"Nobody reads the output any more, so '{Name}' stopped. 'log {plan.Repository}' tells what was done.", fault);
        }
    }

    private void WritePlan(TagPlan plan)
    {
        _context.WriteLine(plan.ToString());
        foreach (TagPlanStep step in plan.Steps)
        {
            _context.WriteLine(step.ToString(), step.Tag.ToString());
        }

        foreach ((string tag, SkippedTag skipped) in plan.Skipped)
        {
            _context.WriteLine($"leave {tag}: {skipped.Reason}", tag);
        }
    }

    private async Task<TagPlan> MakeAsync(ParseResult parsed, QuayClient quay, CancellationToken cancellationToken)
    {
        RepositoriesAndTimes given = parsed.GetRequiredValue(_what);
        var options = new RollbackOptions { Pattern = parsed.GetValue(_tags), DeleteNewer = parsed.GetValue(_deleteNewer) };
        TagPlan plan = await ProgressLine.ReadAsync(
            quay.History.PlanRollbackAsync(given.Repository, given.Times[0], options, cancellationToken), _context);
        if (parsed.GetValue(_save) is { } file)
        {
            await PlanFile.WriteAsync(file, plan, cancellationToken);
            _context.Note($"The plan is in {file}: 'rollback --plan {file}' executes it, and goes on with it after an interruption.");
        }

        return plan;
    }

    private async Task<IReadOnlyList<TagOutcome>> ExecuteAsync(
        TagPlan plan, ParseResult parsed, QuayClient quay, CancellationToken cancellationToken)
    {
        var listener = new RollbackProgress(printLines: !parsed.GetValue(_json), _context);
        var options = new PlanExecutionOptions { ContinueOnError = parsed.GetValue(_keepGoing) };
        PlanResult result;
        try
        {
            result = await quay.History.ExecuteAsync(plan, options, listener, cancellationToken);
        }
        catch (ArgumentException fault)
        {
            throw new UsageException(ArgumentParser.MessageOf(fault));
        }

        return listener.Fault is { } unheard ? throw unheard : [.. result.Steps.Select(TagOutcome.Of)];
    }

    private int ExitCodeOf(IReadOnlyList<TagOutcome> results, TagPlan plan, CancellationToken cancellationToken)
    {
        string[] rest = [.. results.Where(result => result.Outcome == Outcome.NotTried).Select(result => result.Tag)];
        if (rest.Length > 0)
        {
            string instant = string.Create(CultureInfo.InvariantCulture, $"{plan.Instant:yyyy-MM-dd'T'HH:mm:ss'Z'}");
            string hint = cancellationToken.IsCancellationRequested
                ? $"The same to {instant}, or by the same --plan, goes on with them."
                : "With --keep-going they would be.";
            _context.Note($"Not tried: {string.Join(", ", rest)}. {hint}");
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (results.Any(result => result.Error is not null))
        {
            return ExitCode.Failed;
        }

        // What came later stays unless the user wants it deleted, so it is not missing.
        int left = plan.Skipped.Values.Count(skipped => skipped.Kind != SkipKind.Newer);
        if (left > 0)
        {
            _context.Note($"{Counted.Of(left, "tag is", "tags are")} left that may not be as it was then.");
        }

        if (!plan.IsComplete)
        {
            _context.Note(
                "Other tags may be missing in the plan: the history does not reach back so far, "
                + "or Quay's collector came while it was read.");
        }

        return left == 0 && plan.IsComplete ? ExitCode.Success : ExitCode.Incomplete;
    }
}
