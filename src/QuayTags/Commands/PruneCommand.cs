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

    private readonly Option<FileInfo> _undo = new("--undo")
    {
        Description = "Before anything is deleted, write a plan that restores the deleted tags to this file. An existing plan is extended.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _yes = new("--yes")
    {
        Description = "Do not ask for confirmation. Required with --json, or if the input or output is not a terminal.",
    };

    private PruneCommand(ToolContext context)
        : base(
            CommandGroup.Write,
            "prune",
            "Delete the tags that a policy selects. It asks before it deletes.",
            "quaytags prune quayadmin/busybox --tag 'ta*' --older-than 7d --dry-run")
    {
        _context = context;
        _connection = new Connection(context);
        _options = new PlanOptions(context);
        Add(_target);
        _policy.AddTo(this);
        _options.AddTo(this, _target, "REPOSITORY or NAMESPACE", _policy.All);
        Add(_undo);
        Add(_yes);
        _connection.AddTo(this);
        Validators.Add(result =>
        {
            if (!_options.HasPlan(result) && _policy.Fault(result) is { } fault)
            {
                result.AddError(fault);
            }

            if (result.GetResult(_undo) is not null && _options.DryRunIsSet(result))
            {
                result.AddError("--undo records deletions, and --dry-run deletes nothing.");
            }

            if (result.GetValue(_undo) is { } undo
                && _options.Files(result).Append(_policy.File(result)).Any(file => file?.FullName == undo.FullName))
            {
                result.AddError($"--undo needs its own file, but {undo} is also the file of another option.");
            }
        });
        SetAction(RunAsync);
    }

    public static Command Create(ToolContext context) => new PruneCommand(context);

    private static string Verb(TagPlan plan) => plan.Steps.Any(step => step.Action == TagPlanAction.Expire) ? "Change" : "Delete";

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        (bool dryRun, bool json, bool yes) = (_options.DryRun(parsed), _options.Json(parsed), parsed.GetValue(_yes));
        if (!dryRun && !yes && (json || !_context.OutputIsTerminal || !_context.InputIsTerminal))
        {
            throw new UsageException("--yes or --dry-run is required without a terminal, and with --json.");
        }

        TagPlan? saved = await _options.ReadAsync(parsed, cancellationToken);
        RetentionPolicy? policy = saved is null ? await _policy.ReadAsync(parsed, cancellationToken) : null;
        UndoFile? undo = parsed.GetValue(_undo) is { } file ? await UndoFile.OpenAsync(file, cancellationToken) : null;
        using QuayClient quay = _connection.Open(parsed, dryRun);
        CheckTarget(parsed, saved, undo, quay);
        TagPlan plan = saved ?? await CreatePlanAsync(parsed, quay, policy!, cancellationToken);
        var run = new PlanRun(Name, _context)
        {
            DryRun = dryRun,
            Json = json,
            KeepGoing = _options.KeepGoing(parsed),
            Write = WritePlan,
            BeforeExecution = plan => PrepareAsync(plan, yes, undo, parsed, cancellationToken),
        };
        IReadOnlyList<TagOutcome>? results = await run.RunAsync(quay, plan, cancellationToken);
        if (results is null && !dryRun)
        {
            _context.Warn("Nothing was changed.");
            return ExitCode.Failed;
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
        _options.Save(parsed, plan);
        return plan;
    }

    private async Task<TagPlan> ReadAsync(
        RepositoryOrNamespace target, IHistoryOperations history, RetentionPolicy policy, CancellationToken cancellationToken)
    {
        using var progress = new PlanningProgress(_context);
        return await (target.Repository is { } repository
            ? history.PlanRetentionAsync(repository, policy, cancellationToken)
            : history.PlanNamespaceRetentionAsync(target.Namespace!, policy, progress, cancellationToken));
    }

    private void WritePlan(TagPlan plan)
    {
        _context.WriteLine(plan.ToString());
        if (plan.Description is { } description)
        {
            _context.WriteLine(description);
        }

        PlanRun.WriteSteps(plan, _context);
        string[] kept =
        [
            .. plan.Skipped.GroupBy(skipped => skipped.Kind)
                .OrderBy(kind => kind.Key)
                .Select(kind => $"{kind.Count()} {KindText.Of(kind.Key)}"),
        ];
        if (kept.Length > 0)
        {
            _context.WriteLine($"Kept: {string.Join(", ", kept)}.");
        }

        if (plan.ReleasedImages is { Count: > 0 } images)
        {
            string size = (images.UnknownSizes > 0 ? "at least " : "") + Cells.Human(images.Bytes);
            _context.WriteLine($"{Counted.Of(images.Count, "image loses its", "images lose their")} last tag: {size}.");
        }
    }

    private async Task<bool> ConfirmAsync(TagPlan plan, CancellationToken cancellationToken)
    {
        string where = plan.Repository?.ToString() ?? plan.Namespace!;
        await _context.Error.WriteAsync($"{Verb(plan)} {Counted.Of(plan.Steps.Count, "tag")} of {VisibleText.Of(where)}? [y/N] ");
        await _context.Error.FlushAsync(cancellationToken);

        // The console's reader ignores a cancellation.
        string? line = await Task.Run(_context.Input.ReadLine, CancellationToken.None).WaitAsync(cancellationToken);
        return line?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    /// <summary>Asks the user, and records what will be deleted. Returns false if the plan must not be executed.</summary>
    private async Task<bool> PrepareAsync(
        TagPlan plan, bool yes, UndoFile? undo, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (!yes && plan.Steps.Count > 0 && !await ConfirmAsync(plan, cancellationToken))
        {
            return false;
        }

        if (undo is not null && plan.Steps.Any(step => step.Action == TagPlanAction.Expire))
        {
            _context.Warn("--undo does not record expiries, only deletions.");
        }

        if (undo?.Add(plan) == true)
        {
            _context.Note($"To restore the deleted tags, run 'rollback --plan {parsed.GetValue(_undo)}'.");
        }

        return true;
    }
}
