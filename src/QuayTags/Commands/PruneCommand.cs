using System.CommandLine;
using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary><c>prune</c>: deletes or expires the tags that a retention policy selects.</summary>
internal sealed class PruneCommand : ToolCommand
{
    private readonly ToolContext _context;
    private readonly Connection _connection;
    private readonly PlanOptions _options;
    private readonly PolicyOptions _policy = new();
    private readonly Argument<RepositoryOrNamespace> _target = new("REPOSITORY|NAMESPACE")
    {
        Description = "The repository, such as acme/app, or the organization or user, such as acme.",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ArgumentParser.RepositoryOrNamespace,
    };

    private PruneCommand(ToolContext context)
        : base(
            CommandGroup.Write,
            "prune",
            "Delete the tags that a policy selects.",
            "quaytags prune quayadmin/busybox --tag 'ta*' --older-than 7d --dry-run")
    {
        _context = context;
        _connection = new Connection(context);
        OtherUsage = "--plan FILE";
        _options = new PlanOptions(context);
        Add(_target);
        _policy.AddTo(this);
        _options.AddTo(this, _target, "REPOSITORY or NAMESPACE", _policy.All);
        _connection.AddTo(this);
        Validators.Add(result =>
        {
            if (!_options.HasPlan(result) && _policy.Fault(result) is { } fault)
            {
                result.AddError(fault);
            }
        });
        SetAction(RunAsync);
    }

    public static Command Create(ToolContext context) => new PruneCommand(context);

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        bool dryRun = _options.DryRun(parsed);
        Confirmation? confirmation = _options.Confirmation(parsed);
        TagPlan? saved = await _options.ReadAsync(parsed, cancellationToken);
        if (saved?.Instant is not null
            || saved?.Steps.Any(step => step.Action is TagPlanAction.Move or TagPlanAction.Restore) == true)
        {
            throw new UsageException("The plan rolls tags back or restores them. To execute it, use rollback --plan.");
        }

        RetentionPolicy? policy = saved is null ? await _policy.ReadAsync(parsed, cancellationToken) : null;
        UndoFile? undoFile = (await _options.OpenUndoAsync(parsed, cancellationToken))?.ThrowIfNotRestorePlan();
        using QuayClient quay = _connection.Open(parsed);
        CheckTarget(parsed, saved, undoFile, quay);
        TagPlan plan = saved ?? await CreatePlanAsync(parsed, quay, policy!, cancellationToken);
        var undoWriter = new UndoWriter(parsed, _connection, _context);
        bool isSaved = false;
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
            BeforeExecution = plan => isSaved = Save(undoFile, plan),
        };
        IReadOnlyList<TagOutcome>? results = await run.RunAsync(quay, plan, cancellationToken);
        if (results is null && !dryRun)
        {
            return ExitCode.Failed;
        }

        if (isSaved)
        {
            undoWriter.Write(undoFile!.File, results!);
        }

        return PlanRun.Check(results ?? [], "To continue, run the same command again.", _context, cancellationToken)
            ? ExitCode.Failed
            : ExitCode.Success;
    }

    private void CheckTarget(ParseResult parsed, TagPlan? saved, UndoFile? undo, QuayClient quay)
    {
        RepositoryOrNamespace? target = parsed.GetValue(_target);
        (RepositoryName? repository, string? all) = saved is null
            ? (target?.Repository, target?.Repository is null ? target?.Namespace : null)
            : (saved.Repository, saved.Namespace);
        undo?.Check(quay.Endpoint, repository, all);
    }

    private async Task<TagPlan> CreatePlanAsync(
        ParseResult parsed, QuayClient quay, RetentionPolicy policy, CancellationToken cancellationToken)
    {
        TagPlan plan = await ReadAsync(parsed.GetRequiredValue(_target), quay.History, policy, cancellationToken);
        _options.Save(parsed, plan, _connection);
        return plan;
    }

    private async Task<TagPlan> ReadAsync(
        RepositoryOrNamespace target, IHistoryOperations history, RetentionPolicy policy, CancellationToken cancellationToken)
    {
        var progress = new PlanningProgress(_context);
        return await (target.Repository is { } repository
            ? history.PlanRetentionAsync(repository, policy, cancellationToken)
            : history.PlanNamespaceRetentionAsync(target.Namespace!, policy, progress, cancellationToken));
    }

    private void WritePlan(TagPlan plan, bool dryRun, bool isWhole)
    {
        void WriteLine(string line, string name = "") => DryRunText.Write(line, name, isWhole, _context);
        WriteLine(plan.ToString());
        if (plan.Description is { } description)
        {
            WriteLine(description);
        }

        PlanText.WriteSteps(plan, dryRun, isWhole, _context);
        string[] kept =
        [
            .. plan.Skipped.GroupBy(skipped => skipped.Kind)
                .OrderBy(kind => kind.Key)
                .Select(kind => $"{kind.Count()} {KindText.Of(kind.Key)}"),
        ];
        if (kept.Length > 0)
        {
            WriteLine($"Kept: {string.Join(", ", kept)}.");
        }

        foreach (SkippedTag tag in _context.IsVerbose || _context.IsWide ? plan.Skipped : [])
        {
            WriteLine($"keep {tag.Repository}:{tag.Tag}: {tag.Reason}", tag.Tag);
        }

        if (plan.ReleasedImages is { Count: > 0 } images)
        {
            string size = (images.UnknownSizes > 0 ? "at least " : "") + Cells.Human(images.Bytes);
            WriteLine($"{Counted.Of(images.Count, "image loses its", "images lose their")} last tag: {size}.");
        }
    }

    /// <summary>Records what will be deleted.</summary>
    /// <returns>Whether there is something to record.</returns>
    private bool Save(UndoFile? undo, TagPlan plan)
    {
        if (undo is not null && plan.Steps.Any(step => step.Action == TagPlanAction.Expire))
        {
            _context.Warn("--undo does not record expiries, only deletions.");
        }

        return undo?.Add(plan.ToRestorePlan()) == true;
    }
}
