using System.Text.Json.Nodes;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Describes the steps of a plan: the lines, the question and the totals.</summary>
internal static class PlanText
{
    /// <summary>Writes the steps, in a dry run with <c>--verbose</c> with their requests.</summary>
    public static void WriteSteps(TagPlan plan, bool dryRun, bool isWhole, ToolContext context)
    {
        foreach (TagPlanStep step in plan.Steps)
        {
            DryRunText.Write(step.ToString(), step.Tag.ToString(), isWhole, context);
            if (dryRun && context.IsVerbose)
            {
                DryRunText.Write($"> {RequestOf(step)}", step.Tag.ToString(), isWhole, context);
            }
        }
    }

    /// <summary>Gets the question before the execution.</summary>
    /// <param name="plan">The plan, which has steps.</param>
    /// <param name="server">The server; null for the sample data.</param>
    public static string Question(TagPlan plan, Uri? server)
    {
        TagPlanStep first = plan.Steps[0];
        string target = plan.Steps.Count == 1 ? $"{first.Repository}" : plan.Repository?.ToString() ?? plan.Namespace!;
        return plan.Instant is { } instant
            ? $"Roll back {WriteText.What(plan.Steps.Count, $"{first.Tag}", target, server)} to {instant:u}?"
            : WriteText.Question([.. plan.Steps.Select(step => WriteText.KindOf(step.Action))], $"{first.Tag}", target, server);
    }

    /// <summary>Gets the totals of a dry run.</summary>
    public static string Totals(TagPlan plan)
    {
        string kept = plan.Instant is null ? "kept" : "skipped";
        string[] others = plan.Skipped.Count switch
        {
            0 => [],
            1 => [$"1 is {kept}"],
            var count => [$"{count} are {kept}"],
        };
        return WriteText.Totals(plan.Steps.Select(step => WriteText.KindOf(step.Action)), others);
    }

    /// <summary>Gets the request of a step.</summary>
    public static DryRunRequest RequestOf(TagPlanStep step)
    {
        string path = $"/api/v1/repository/{step.Repository}/tag/{Uri.EscapeDataString($"{step.Tag}")}";
        return step switch
        {
            { Digest: { } digest } => new()
            {
                Method = "POST",
                Path = path + "/restore",
                Body = new JsonObject { ["manifest_digest"] = $"{digest}" },
            },
            { Expiration: { } time } => new()
            {
                Method = "PUT",
                Path = path,
                Body = new JsonObject { ["expiration"] = time.ToUnixTimeSeconds() },
            },
            _ => new() { Method = "DELETE", Path = path },
        };
    }
}
