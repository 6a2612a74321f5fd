namespace Quay.Client.History;

/// <summary>Describes a retention policy in English.</summary>
internal static class PolicySentence
{
    private const int MaxLength = 2_000;

    public static string Of(RetentionPolicy policy)
    {
        string[] conditions = [.. Conditions(policy)];
        string[] exceptions = [.. Exceptions(policy)];
        string selected = conditions.Length == 0 ? "all tags" : $"the tags that {Joined(conditions, "and")}";
        string kept = exceptions.Length == 0 ? "" : $" Keep those that {Joined(exceptions, "or")}.";
        string all = policy.AllowDeletingAll ? " The plan can cover all tags." : "";
        return SafeText.OneLine($"{Action(policy)} {selected}{When(policy)}.{kept}{all}", MaxLength);
    }

    // Returns `a`, `a and b`, `a, b and c`.
    public static string Joined(IEnumerable<string> texts, string word)
    {
        string[] parts = [.. texts];
        return parts.Length == 1 ? parts[0] : $"{string.Join(", ", parts[..^1])} {word} {parts[^1]}";
    }

    private static string Action(RetentionPolicy policy) => policy.Expires ? "Expire" : "Delete";

    private static string When(RetentionPolicy policy) => policy switch
    {
        { ExpireAt: { } time } => SafeLine.Of($", at {time}"),
        { ExpireAfter: { } duration } => $", after {Duration.Words(duration)}",
        _ => "",
    };

    private static IEnumerable<string> Conditions(RetentionPolicy policy)
    {
        if (policy.Tags.Count > 0)
        {
            yield return $"match {Quoted(policy.Tags)}";
        }

        if (policy.TagsRegex is { } regex)
        {
            yield return SafeLine.Of($"match the regular expression '{regex}'");
        }

        if (policy.OlderThan is { } age)
        {
            yield return $"are at least {Duration.Words(age)} old";
        }

        if (policy.NotPulledFor is { } idle)
        {
            yield return $"were not pulled for {Duration.Words(idle)}";
        }

        if (policy.KeepNewest is { } newest)
        {
            string group = policy.GroupBy is { } name ? SafeLine.Of($" with the same '{name}'") : "";
            yield return newest == 1 ? $"are not the newest{group}" : SafeLine.Of($"are not among the {newest} newest{group}");
        }
    }

    private static IEnumerable<string> Exceptions(RetentionPolicy policy)
    {
        if (policy.Grace > TimeSpan.Zero)
        {
            yield return $"are younger than {Duration.Words(policy.Grace)}";
        }

        if (policy.ProtectTags.Count > 0)
        {
            yield return $"match {Quoted(policy.ProtectTags)}{(policy.AllowDeletingShared ? "" : " or share a manifest with such a tag")}";
        }

        if (policy.ProtectDigests.Count > 0)
        {
            yield return $"point at {Joined(policy.ProtectDigests.Select(digest => ShortDigest.Of(digest.ToString())), "or")}";
        }

        if (policy.ProtectLabels.Count > 0)
        {
            yield return $"have the label {Quoted(policy.ProtectLabels)}";
        }

        if (!policy.AllowDeletingChildren)
        {
            yield return "are part of a kept manifest list";
        }
    }

    private static string Quoted(IEnumerable<string> texts) => Joined(texts.Select(text => SafeLine.Of($"'{text}'")), "or");
}
