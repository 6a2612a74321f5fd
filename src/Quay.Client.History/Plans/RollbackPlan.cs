namespace Quay.Client.History;

/// <summary>
/// What to write so that the tags of a repository point again at what they pointed at, at an instant. It is data: it prints, it can be kept as JSON and read
/// again, steps can be taken out, and what is executed is what was shown.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RollbackPlan : IJsonOnDeserialized
{
    /// <summary>The root of the Quay that it was made for; it is executed nowhere else.</summary>
    [JsonPropertyName("registry")]
    public required Uri Registry { get; init; }

    /// <summary>The full name of the repository, such as <c>acme/app</c>.</summary>
    [JsonPropertyName("repository")]
    public required string Repository { get; init; }

    /// <summary>The instant to go back to, in UTC and whole seconds.</summary>
    [JsonPropertyName("instant")]
    public required DateTimeOffset Instant { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    [JsonPropertyName("made_at")]
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Which tags it covers: a name, or a glob such as <c>1.2.*</c>; null for all.</summary>
    [JsonPropertyName("pattern")]
    public string? Pattern { get; init; }

    /// <summary>
    /// Whether each tag that was there then is either right now, or in a step, or in <see cref="Left"/>. False when the instant lies before the time machine's
    /// window, or the collector may have come while the history was read: tags can be missing then. The steps are right all the same, for each was looked at by the
    /// tag's own history.
    /// </summary>
    [JsonPropertyName("is_complete")]
    public required bool IsComplete { get; init; }

    /// <summary>How many tags were compared: those that were there then, are there now, or are not known. None, where a pattern matches none.</summary>
    [JsonPropertyName("compared_tags")]
    public required int ComparedTags { get; init; }

    /// <summary>The writes: what is brought back first, what is deleted last.</summary>
    [JsonPropertyName("steps")]
    public required IReadOnlyList<RollbackStep> Steps { get; init; }

    /// <summary>
    /// The tags that stay as they are although they differ, or may differ, from then, each with the reason: it is not known what they pointed at, Quay does not
    /// hold it any more, they are immutable, or they came later and are not to be deleted.
    /// </summary>
    [JsonPropertyName("left")]
    public required IReadOnlyDictionary<string, string> Left { get; init; }

    // The serializer refuses nulls in no collection, and in properties only when it is told to.
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Registry is null || Repository is null || Steps?.Contains(null!) != false || Left?.Values.Contains(null!) != false)
        {
            throw new JsonException("There is a null in the plan, in place of a name, a step or a reason.");
        }
    }

    /// <summary>Summarizes the plan in one line. <see cref="Describe"/> also lists the steps.</summary>
    public override string ToString()
    {
        string pattern = Pattern is null ? "" : $" of '{Pattern}'";
        string missing = IsComplete ? "" : " Tags may be missing: the time machine does not reach back so far, or the collector came while the history was read.";
        string held = Steps?.Any(step => step.Digest is not null && step.IsManifestHeld is null) == true
            ? " Whether Quay still holds each image is not known; restoring tells."
            : "";
        return SafeText.Line(
            $"{Repository} back to {Instant}: {Counted.Of(Steps?.Count ?? 0, "step")}, {Counted.Of(ComparedTags, "tag")}{pattern} compared.{missing}{held}");
    }

    /// <summary>Describes the plan: a summary line, a line for each step with its reason, and a line for each skipped tag.</summary>
    /// <returns>The lines, with <c>\n</c> between them. Text from the server is cleaned, and times are UTC.</returns>
    public string Describe() => string.Join('\n', [
        ToString(),
        .. Steps.Select(step => step.ToString()),
        .. Left.Select(left => SafeText.Line($"leave {left.Key}: {left.Value}"))]);
}
