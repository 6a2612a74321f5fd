using System.CommandLine;
using System.CommandLine.Parsing;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Provides the options of the commands that create, save and execute plans.</summary>
internal sealed class PlanOptions(ToolContext context)
{
    private readonly Confirmation _confirmation = new(context);
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Create the plan and print it, but send no write." };
    private readonly Option<bool> _keepGoing = new("--keep-going") { Description = "Continue with the next step after a failure." };
    private readonly Option<FileInfo> _save = new("--save") { Description = "Write the plan to this new file.", HelpName = "FILE" };
    private readonly Option<FileInfo> _plan =
        new("--plan") { Description = "Execute the plan in this file. Steps that are already done are not repeated.", HelpName = "FILE" };

    private readonly Option<FileInfo> _undo = new("--undo")
    {
        Description = "Before the first change, write an undo plan to this file. If the file exists, its plan is extended.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _json = SharedSymbols.Json("one JSON object with the plan and the outcome of each step");

    /// <summary>Adds the options to a command. With <c>--plan</c>, the argument and the given options are rejected.</summary>
    public void AddTo(Command command, Argument argument, string argumentName, params IReadOnlyList<Option> options)
    {
        foreach (Option option in new Option[] { _dryRun, _keepGoing, _save, _plan, _undo, _json })
        {
            command.Add(option);
        }

        _confirmation.AddTo(command);
        command.Validators.Add(result =>
        {
            bool hasPlan = result.GetResult(_plan) is not null;
            if (hasPlan != (result.GetResult(argument) is not { Tokens.Count: > 0 }))
            {
                result.AddError($"Either {argumentName} or --plan is required, and not both.");
            }
            else if (hasPlan && options.Append(_save).Any(option => result.GetResult(option) is not null))
            {
                string names = string.Join(", ", options.Select(option => option.Name));
                result.AddError($"--plan executes an existing plan, and excludes {names} and --save.");
            }

            // An empty file is what mktemp creates. /dev/stdout is a device.
            if (result.GetValue(_save) is { Exists: true, Length: > 0, LinkTarget: null } existing)
            {
                result.AddError($"--save {existing}: the file exists, and could be the only plan that undoes a change. Pass another file.");
            }

            if (result.GetResult(_undo) is not null && result.GetResult(_dryRun) is not null)
            {
                result.AddError("--undo and --dry-run cannot be combined: a dry run changes nothing.");
            }

            if (result.GetValue(_undo) is { } undo
                && options.OfType<Option<FileInfo>>().Append(_save).Append(_plan)
                    .Any(option => result.GetValue(option)?.FullName == undo.FullName))
            {
                result.AddError($"--undo needs its own file, but {undo} is also the file of another option.");
            }
        });
    }

    public bool HasPlan(CommandResult result) => result.GetResult(_plan) is not null;

    /// <summary>Gets what asks the user before the execution; null with <c>--yes</c> or in a dry run.</summary>
    /// <exception cref="UsageException">The user must be asked, and cannot be.</exception>
    public Confirmation? Confirmation(ParseResult parsed) =>
        _confirmation.IsNeeded(parsed, DryRun(parsed), Json(parsed)) ? _confirmation : null;

    /// <summary>Opens the file of <c>--undo</c>; returns null without this option.</summary>
    /// <exception cref="UsageException">The file exists, and is not a plan.</exception>
    public async Task<UndoFile?> OpenUndoAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        parsed.GetValue(_undo) is { } file ? await UndoFile.OpenAsync(file, cancellationToken) : null;

    public bool DryRun(ParseResult parsed) => parsed.GetValue(_dryRun);

    public bool KeepGoing(ParseResult parsed) => parsed.GetValue(_keepGoing);

    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Reads the plan of <c>--plan</c>; returns null without this option.</summary>
    public async Task<TagPlan?> ReadAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        parsed.GetValue(_plan) is { } file ? await PlanFile.ReadAsync("--plan", file, cancellationToken) : null;

    /// <summary>Writes the plan to the file of <c>--save</c>, if this option is set.</summary>
    public void Save(ParseResult parsed, TagPlan plan, Connection connection)
    {
        if (parsed.GetValue(_save) is { } file)
        {
            PlanFile.Write(file, plan);
            string execution = ShellText.Of(
                [parsed.CommandResult.Command.Name, "--plan", file.ToString(), .. ConnectionArguments.Of(connection.Settings)]);
            context.Note($"The plan was saved to {file}. To execute or resume it: {execution}");
        }
    }
}
