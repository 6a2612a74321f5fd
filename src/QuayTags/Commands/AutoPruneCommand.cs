using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary><c>autoprune</c>: shows Quay's auto-prune policies, and what they delete.</summary>
internal static class AutoPruneCommand
{
    public static Command Create(ToolContext context) => new ToolCommand(
        CommandGroup.SetUp, "autoprune", "Show Quay's auto-prune policies, and which tags they delete.", "quaytags autoprune show quayadmin/busybox")
    {
        CreateShow(context), CreateSimulate(context),
    };

    private static Command CreateShow(ToolContext context)
    {
        var connection = new Connection(context);
        var scope = new Argument<PolicyScope>("REPOSITORY|ORGANIZATION")
        {
            Description = "The repository, such as acme/app, or the organization, such as acme.",
            CustomParser = ArgumentParser.Scope,
        };
        Option<bool> json = SharedSymbols.Json("one JSON object");
        var command = new Command("show", "Show the policies of a repository or an organization.") { scope, json };
        connection.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using QuayClient quay = connection.Open(parsed);
            IReadOnlyList<AutoPrunePolicy> policies =
                await quay.Policies.AutoPrune.ListAsync(parsed.GetValue(scope), cancellationToken);
            if (parsed.GetValue(json))
            {
                var found = new JsonObject { ["policies"] = JsonSerializer.SerializeToNode(policies, ToolJson.Default.IReadOnlyListAutoPrunePolicy) };
                await context.Output.WriteLineAsync(found.ToJsonString());
                return;
            }

            foreach (AutoPrunePolicy policy in policies)
            {
                context.WriteLine($"{policy.Uuid} {policy}");
            }

            context.Note($"{Counted.Of(policies.Count, "policy", "policies")}.");
        });
        return command;
    }

    private static Command CreateSimulate(ToolContext context)
    {
        var connection = new Connection(context);
        Argument<RepositoryName> repository = SharedSymbols.Target();
        Option<FileInfo> policy = PolicyOptions.File("Compare with the deletions of this retention policy, a JSON file.");
        Option<bool> json = SharedSymbols.Json("one JSON object");
        var command = new Command("simulate", "Show which tags the policies of a repository and its namespace delete, and when.")
        {
            repository, policy, json,
        };
        connection.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            RetentionPolicy? retention =
                parsed.GetValue(policy) is { } file ? await PolicyOptions.ReadAsync(file, cancellationToken) : null;
            using QuayClient quay = connection.Open(parsed);
            AutoPruneSimulation simulation = await ProgressLine.ReadAsync(
                quay.History.SimulateAutoPruneAsync(parsed.GetValue(repository), cancellationToken), context);
            AutoPruneComparison? comparison = retention is null ? null : simulation.CompareWith(await ProgressLine.ReadAsync(
                quay.History.PlanRetentionAsync(parsed.GetValue(repository), retention, cancellationToken), context));
            if (parsed.GetValue(json))
            {
                JsonObject found = JsonSerializer.SerializeToNode(simulation, ToolJson.Default.AutoPruneSimulation)!.AsObject();
                if (comparison is not null)
                {
                    found.Add("comparison", JsonSerializer.SerializeToNode(comparison, ToolJson.Default.AutoPruneComparison));
                }

                await context.Output.WriteLineAsync(found.ToJsonString());
            }
            else
            {
                string[] lines = [.. simulation.Describe().Split('\n'), .. comparison?.Describe().Split('\n') ?? []];
                Array.ForEach(lines, line => context.WriteLine(line));
            }

            return simulation.IsComplete ? ExitCode.Success : ExitCode.Incomplete;
        });
        return command;
    }
}
