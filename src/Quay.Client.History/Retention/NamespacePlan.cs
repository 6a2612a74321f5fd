namespace Quay.Client.History;

/// <summary>Combines the plans of the repositories of a namespace.</summary>
internal static class NamespacePlan
{
    // Combines plans, which are sorted by repository.
    public static TagPlan Of(string name, IReadOnlyList<TagPlan> plans) => new()
    {
        Registry = plans[0].Registry,
        Namespace = name,
        CreatedAt = plans.Min(plan => plan.CreatedAt),

        // The time machine's window belongs to the namespace, so all descriptions are the same.
        Description = plans[0].Description,
        IsComplete = plans.All(plan => plan.IsComplete),
        ComparedTags = plans.Sum(plan => plan.ComparedTags),
        ReleasedImages = Sum([.. plans.Select(plan => plan.ReleasedImages).OfType<ReleasedImages>()]),
        Steps = [.. plans.SelectMany(plan => plan.Steps)],
        Skipped = [.. plans.SelectMany(plan => plan.Skipped)],
    };

    private static ReleasedImages? Sum(IReadOnlyList<ReleasedImages> images) => images.Count == 0 ? null : new()
    {
        Count = images.Sum(image => image.Count),
        Bytes = images.Sum(image => image.Bytes),
        UnknownSizes = images.Sum(image => image.UnknownSizes),
    };
}
