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

    RepositorySnapshot now = await quay.History.GetSnapshotAsync(repository, pattern: pattern);
    DateTimeOffset limit = now.Instant.AddDays(-days);

    // An entry without a start is older than Quay's history.
    IEnumerable<TagName> old = now.Tags.Values.Where(entry => !(entry.Start >= limit)).Select(entry => (TagName)entry.Name);
    TagPlan plan = await quay.History.PlanDeletionAsync(repository, old);

    // A tag that was pushed after the snapshot is not old any more.
    plan = plan.WithSteps(plan.Steps.Where(step => step.Precondition.NewestStart < limit));
    Console.WriteLine($"{repository}: {plan.Steps.Count} of {now.Tags.Count} tags '{pattern}' can be deleted.");
    foreach (TagPlanStep step in plan.Steps)
    {
        Console.WriteLine("  " + SafeText.OneLine($"delete {step.Tag}, unchanged since {step.Precondition.NewestStart:u}"));
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
    public void Report(PlanStepResult value) => Console.WriteLine($"  {value}");
}
