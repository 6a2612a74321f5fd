using System.CommandLine;
using System.CommandLine.Parsing;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Provides the options of the commands that create, save and execute plans.</summary>
internal sealed class PlanOptions(ToolContext context)
{
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Create the plan and print it, but send no write." };
    private readonly Option<bool> _keepGoing = new("--keep-going") { Description = "Continue with the next step after a failure." };
    private readonly Option<FileInfo> _save = new("--save") { Description = "Write the plan to this file.", HelpName = "FILE" };
    private readonly Option<FileInfo> _plan =
        new("--plan") { Description = "Execute the plan in this file. Steps that are already done are not repeated.", HelpName = "FILE" };

    private readonly Option<bool> _json = SharedSymbols.Json("one JSON object with the plan and the outcome of each step");

    /// <summary>Adds the options to a command. With <c>--plan</c>, the argument and the given options are rejected.</summary>
    public void AddTo(Command command, Argument argument, string argumentName, params IReadOnlyList<Option> options)
    {
        foreach (Option option in new Option[] { _dryRun, _keepGoing, _save, _plan, _json })
        {
            command.Add(option);
        }

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
        });
    }

    public bool HasPlan(CommandResult result) => result.GetResult(_plan) is not null;

    public bool DryRunIsSet(CommandResult result) => result.GetResult(_dryRun) is not null;

    /// <summary>Gets the files of the options, each null if its option is not set.</summary>
    public IEnumerable<FileInfo?> Files(CommandResult result) => [result.GetValue(_save), result.GetValue(_plan)];

    public bool DryRun(ParseResult parsed) => parsed.GetValue(_dryRun);

    public bool KeepGoing(ParseResult parsed) => parsed.GetValue(_keepGoing);

    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Reads the plan of <c>--plan</c>; returns null without this option.</summary>
    public async Task<TagPlan?> ReadAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        parsed.GetValue(_plan) is { } file ? await PlanFile.ReadAsync(file, cancellationToken) : null;

    /// <summary>Writes the plan to the file of <c>--save</c>, if this option is set.</summary>
    public void Save(ParseResult parsed, TagPlan plan)
    {
        if (parsed.GetValue(_save) is { } file)
        {
            PlanFile.Write(file, plan);
            string command = parsed.CommandResult.Command.Name;
            context.Note($"The plan was saved to {file}. To execute or resume it, run '{command} --plan {file}'.");
        }
    }
}
