using System.CommandLine;
using System.Globalization;
using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary><c>rollback</c>: points the tags of a repository at what they pointed at, at a given time.</summary>
internal sealed class RollbackCommand : ToolCommand
{
    private readonly ToolContext _context;
    private readonly Connection _connection;
    private readonly PlanOptions _options;
    private readonly Argument<RepositoriesAndTimes> _repositoryAndTime;
    private readonly Option<string> _tags = SharedSymbols.TagGlob();
    private readonly Option<bool> _deleteNewer =
        new("--delete-newer") { Description = "Delete the tags that were created later. Otherwise, they are kept." };

    private RollbackCommand(ToolContext context)
        : base(
            CommandGroup.Write,
            "rollback",
            "Move the tags of a repository back to the images that they had at a given time.",
            "quaytags rollback quayadmin/busybox 2024-06-18T18:57:00Z --dry-run")
    {
        _context = context;
        _connection = new Connection(context);
        OtherUsage = "--plan FILE";
        _options = new PlanOptions(context);
        _repositoryAndTime = SharedSymbols.RepositoriesAndTimes(
            "REPOSITORY TIME",
            most: 2,
            "The repository, such as acme/app, and the time, such as 2026-01-31T12:00:00Z, or 2d for two days ago.",
            arguments => arguments is { Repositories.Count: 1, Times.Count: 1 },
            _connection);
        _repositoryAndTime.Arity = new ArgumentArity(0, 2);
        Add(_repositoryAndTime);
        Add(_tags);
        Add(_deleteNewer);
        _options.AddTo(this, _repositoryAndTime, "REPOSITORY and TIME", _tags, _deleteNewer);
        _connection.AddTo(this);
        SetAction(RunAsync);
    }

    public static Command Create(ToolContext context) => new RollbackCommand(context);

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        bool dryRun = _options.DryRun(parsed);
        Confirmation? confirmation = _options.Confirmation(parsed);
        TagPlan? saved = await _options.ReadAsync(parsed, cancellationToken);
        if (saved is { Instant: null } && saved.Steps.Any(step => step.Action is TagPlanAction.Delete or TagPlanAction.Expire))
        {
            throw new UsageException("The plan is not a rollback plan: it deletes or expires tags. To execute it, use prune --plan.");
        }

        UndoFile? undoFile = await _options.OpenUndoAsync(parsed, cancellationToken);
        using QuayClient quay = _connection.Open(parsed);
        TagPlan plan = saved ?? await CreatePlanAsync(parsed, quay, cancellationToken);
        TagPlan undo = UndoPlan.Of(plan, _context.ClientOptions.TimeProvider.GetUtcNow());
        undoFile?.Check(plan.Registry, plan.Repository, plan.Namespace);
        undoFile?.ThrowIfOtherRollback(undo);
        var undoWriter = new UndoWriter(parsed, _connection, _context);
        var run = new PlanRun(Name, _context)
        {
            DryRun = dryRun,
            Json = _options.Json(parsed),
            KeepGoing = _options.KeepGoing(parsed),
            Write = plan => WritePlan(plan, dryRun, isWhole: confirmation is not null),
            Confirmation = confirmation,
            Server = _connection.Settings?.Url,
            Undo = undoWriter,
            HasUndoFile = undoFile is not null,
            BeforeExecution = _ => undoFile?.Add(undo),
        };
        IReadOnlyList<TagOutcome>? results = await run.RunAsync(quay, plan, cancellationToken);
        if (results is null && !dryRun)
        {
            return ExitCode.Failed;
        }

        if (dryRun && saved is not null)
        {
            _context.Note("The execution verifies that the tags are still as the plan expects.");
        }

        if (results is not null && undoFile?.Add(UndoPlan.WithStarts(undo, results)) == true)
        {
            undoWriter.Write(undoFile.File, results);
        }

        return ExitCodeOf(results ?? [], plan, cancellationToken);
    }

    private void WritePlan(TagPlan plan, bool dryRun, bool isWhole)
    {
        DryRunText.Write(plan.ToString(), "", isWhole, _context);
        PlanText.WriteSteps(plan, dryRun, isWhole, _context);
        foreach (SkippedTag skipped in plan.Skipped)
        {
            DryRunText.Write(skipped.ToString(), skipped.Tag, isWhole, _context);
        }
    }

    private async Task<TagPlan> CreatePlanAsync(ParseResult parsed, QuayClient quay, CancellationToken cancellationToken)
    {
        RepositoriesAndTimes arguments = parsed.GetRequiredValue(_repositoryAndTime);
        var options = new RollbackOptions { Pattern = parsed.GetValue(_tags), DeleteNewer = parsed.GetValue(_deleteNewer) };
        TagPlan plan = await ProgressLine.ReadAsync(
            quay.History.PlanRollbackAsync(arguments.Repository, arguments.Times[0], options, cancellationToken), _context);
        _options.Save(parsed, plan, _connection);
        return plan;
    }

    private int ExitCodeOf(IReadOnlyList<TagOutcome> results, TagPlan plan, CancellationToken cancellationToken)
    {
        string instant = string.Create(CultureInfo.InvariantCulture, $"{plan.Instant:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        string howToContinue = plan.Instant is null
            ? "To continue, run the same --plan."
            : $"To continue, run the same rollback to {instant}, or the same --plan.";
        if (PlanRun.Check(results, howToContinue, _context, cancellationToken))
        {
            return ExitCode.Failed;
        }

        // Newer tags are kept on purpose, unless --delete-newer is set. A plan that only restores tags has no requested time.
        int skippedTags = plan.Instant is null ? 0 : plan.Skipped.Count(skipped => skipped.Kind != SkipKind.Newer);
        if (skippedTags > 0)
        {
            _context.Warn($"{Counted.Of(skippedTags, "tag was", "tags were")} skipped and may differ from the requested time.");
        }

        if (!plan.IsComplete)
        {
            _context.Warn("Tags may be missing from the plan: the history does not reach back far enough.");
        }

        return skippedTags == 0 && plan.IsComplete ? ExitCode.Success : ExitCode.Incomplete;
    }
}
