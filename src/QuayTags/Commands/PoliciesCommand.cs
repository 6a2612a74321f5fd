using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary><c>policies</c>: shows Quay's auto-prune and immutability policies, and what the auto-prune policies delete.</summary>
internal static class PoliciesCommand
{
    public static ToolCommand Create(ToolContext context)
    {
        var connection = new Connection(context);
        var target = new Argument<RepositoryOrNamespace>("REPOSITORY|ORGANIZATION")
        {
            Description = "The repository, such as acme/app, or the organization, such as acme.",
            CustomParser = ArgumentParser.RepositoryOrNamespace,
        };
        var simulate = new Option<bool>("--simulate")
        {
            Description = "Show which tags the auto-prune policies of a repository and its namespace delete, and when. "
                + $"Exit with {ExitCode.Incomplete} if a policy cannot be read or predicted.",
        };
        Option<FileInfo> policy = PolicyOptions.File("With --simulate: compare with the deletions of this retention policy, a JSON file.");
        var output = new ListOutput("one JSON object");
        var command = new ToolCommand(
            CommandGroup.SetUp,
            "policies",
            "Show Quay's auto-prune and immutability policies.",
            "quaytags policies quayadmin/busybox",
            "quaytags policies quayadmin/busybox --simulate")
        {
            target, simulate, policy,
        };
        output.AddTo(command);
        connection.AddTo(command);
        command.Validators.Add(result =>
        {
            bool simulates = result.GetValue(simulate);
            if (!simulates && result.GetResult(policy) is not null)
            {
                result.AddError("--policy needs --simulate.");
            }
            else if (simulates && result.GetValue<bool>("--csv"))
            {
                result.AddError("--simulate and --csv cannot be combined.");
            }
            else if (simulates && result.GetResult(target)?.GetValueOrDefault<RepositoryOrNamespace>() is { Repository: null })
            {
                result.AddError("--simulate needs a repository.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            RepositoryOrNamespace scope = parsed.GetRequiredValue(target);
            RetentionPolicy? retention =
                parsed.GetValue(policy) is { } file ? await PolicyOptions.ReadAsync(file, cancellationToken) : null;
            using QuayClient quay = connection.Open(parsed);
            return parsed.GetValue(simulate)
                ? await SimulateAsync(quay, scope.Repository!.Value, retention, output.Kind(parsed), context, cancellationToken)
                : await ShowAsync(
                    quay.Policies,
                    scope.Repository ?? PolicyScope.Organization(scope.Namespace),
                    output.Kind(parsed),
                    context,
                    cancellationToken);
        });
        return command;
    }

    private static async Task<int> ShowAsync(
        IQuayPolicies policies, PolicyScope scope, OutputKind kind, ToolContext context, CancellationToken cancellationToken)
    {
        (IReadOnlyList<AutoPrunePolicy>? autoPrune, QuayFeatureException? noAutoPrune) =
            await ReadAsync(policies.AutoPrune, scope, cancellationToken);
        (IReadOnlyList<ImmutabilityPolicy>? immutability, QuayFeatureException? noImmutability) =
            await ReadAsync(policies.Immutability, scope, cancellationToken);
        if (autoPrune is null && immutability is null)
        {
            throw noAutoPrune!;
        }

        var report = new PoliciesReport { AutoPrune = autoPrune, Immutability = immutability };
        if (kind == OutputKind.Json)
        {
            await context.Output.WriteLineAsync(JsonSerializer.Serialize(report, ToolJson.Default.PoliciesReport));
            return ExitCode.Success;
        }

        var writer = new ListWriter<PolicyEntry>(PolicyFormat.Create(), kind, context);
        foreach (PolicyEntry entry in report.Entries)
        {
            writer.Add(entry);
        }

        writer.Complete();
        if (kind == OutputKind.Text)
        {
            context.Note($"{Counted.Of(writer.Count, "policy", "policies")}.");
        }

        if ((noAutoPrune ?? noImmutability) is { } missing)
        {
            context.Warn(ClientMessage.Of(missing.Message));
        }

        return ExitCode.Success;
    }

    private static async Task<(IReadOnlyList<T>? Policies, QuayFeatureException? Missing)> ReadAsync<T>(
        IPolicyOperations<T> policies, PolicyScope scope, CancellationToken cancellationToken)
    {
        try
        {
            return (await policies.ListAsync(scope, cancellationToken), null);
        }
        catch (QuayFeatureException missing)
        {
            return (null, missing);
        }
    }

    private static async Task<int> SimulateAsync(
        QuayClient quay,
        RepositoryName repository,
        RetentionPolicy? retention,
        OutputKind kind,
        ToolContext context,
        CancellationToken cancellationToken)
    {
        AutoPruneSimulation simulation = await ProgressLine.ReadAsync(
            quay.History.SimulateAutoPruneAsync(repository, cancellationToken), context);
        AutoPruneComparison? comparison = retention is null ? null : simulation.CompareWith(await ProgressLine.ReadAsync(
            quay.History.PlanRetentionAsync(repository, retention, cancellationToken), context));
        if (kind == OutputKind.Json)
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
    }
}
