using Quay.Client;
using Quay.Client.History;

if (args is not [var repository, var pattern, var age, .. [] or ["--yes"]] || !int.TryParse(age, out int days) || days < 1)
{
    Console.Error.WriteLine("Usage: CleanUp <repository> <pattern> <days> [--yes] (environment: QUAY_TOKEN, QUAY_URL)");
    return 2;
}

try
{
    using var quay = new QuayClient(new QuayClientOptions
    {
        Endpoint = new Uri(Environment.GetEnvironmentVariable("QUAY_URL") ?? "https://quay.io", UriKind.RelativeOrAbsolute),
        Token = Environment.GetEnvironmentVariable("QUAY_TOKEN"),
    });

    var policy = new RetentionPolicy { Tags = [pattern], OlderThan = TimeSpan.FromDays(days), ProtectTags = ["latest"] };
    TagPlan plan = await quay.History.PlanRetentionAsync(repository, policy);
    Console.WriteLine(plan);
    foreach (TagPlanStep step in plan.Steps)
    {
        Console.WriteLine("  " + SafeText.OneLine($"delete {step.Tag}: {step.Reason}"));
    }

    foreach (SkippedTag skipped in plan.Skipped)
    {
        Console.WriteLine($"  {skipped}");
    }

    if (args is not [.., "--yes"])
    {
        Console.WriteLine("Nothing was deleted. Add --yes to execute the plan.");
        return 0;
    }

    // To be able to restore the tags, save plan.ToRestorePlan().ToJson() here.
    using var interrupted = new CancellationTokenSource();
    Console.CancelKeyPress += (_, key) => { key.Cancel = true; interrupted.Cancel(); };
    PlanResult result = await quay.History.ExecuteAsync(plan, new() { ContinueOnError = true }, new ConsoleProgress(), interrupted.Token);
    Console.WriteLine(result);
    return result.IsComplete ? 0 : 1;
}
catch (Exception e) when (e is QuayException or ArgumentException)
{
    Console.Error.WriteLine(e.Message);
    return e is QuayException ? 1 : 2;
}

// Progress<T> reports on the thread pool, where two steps can overtake each other.
internal sealed class ConsoleProgress : IProgress<PlanStepResult>
{
    public void Report(PlanStepResult value) => Console.WriteLine(value);
}
