using System.Globalization;
using System.Text.Json;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Reads and writes plans as files. Users can remove steps from them.</summary>
internal static class PlanFile
{
    public static void Write(FileInfo file, TagPlan plan) => AtomicFile.Write(file, plan.ToJson() + Environment.NewLine);

    /// <summary>Determines whether a plan only restores tags, as those of <c>prune --undo</c> do.</summary>
    public static bool IsRestorePlan(TagPlan plan) =>
        plan.Instant is null && plan.Steps.All(step => step.Action == TagPlanAction.Restore);

    /// <param name="option">The option that names the file, for messages.</param>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="UsageException">The file is not a plan.</exception>
    public static async Task<TagPlan> ReadAsync(string option, FileInfo file, CancellationToken cancellationToken)
    {
        string text = await File.ReadAllTextAsync(file.FullName, cancellationToken);
        try
        {
            using (JsonDocument.Parse(text))
            {
                return Checked(option, file, TagPlan.Parse(text));
            }
        }
        catch (JsonException fault)
        {
            (long line, long column) = (fault.LineNumber + 1 ?? 1, fault.BytePositionInLine + 1 ?? 1);
            string where = string.Create(CultureInfo.InvariantCulture, $"(line {line}, column {column})");
            string what = fault.Path is { } path
                ? $"at {path} {where}, a property is missing, unknown, null or of the wrong type"
                : $"it is null or not JSON {where}";
            throw new UsageException(
                $"{option} {file}: this is not a plan: {what}. 'rollback --save' and 'prune --save' create plans.");
        }
    }

    // The execution checks this, too, but only after the question.
    private static TagPlan Checked(string option, FileInfo file, TagPlan plan)
    {
        bool IsOutside(TagPlanStep step) =>
            plan.Repository is { } repository ? step.Repository != repository : step.Repository.Namespace != plan.Namespace;
        return plan.Steps.FirstOrDefault(IsOutside) is { } other
            ? throw new UsageException(
                $"{option} {file}: the step for {other.Repository}:{other.Tag} is outside the plan of "
                + $"{plan.Repository?.ToString() ?? plan.Namespace}.")
            : plan.Steps.GroupBy(step => (step.Repository, step.Tag)).FirstOrDefault(steps => steps.Count() > 1) is { } twice
            ? throw new UsageException($"{option} {file}: the plan has two steps for {twice.Key.Repository}:{twice.Key.Tag}.")
            : plan;
    }
}
