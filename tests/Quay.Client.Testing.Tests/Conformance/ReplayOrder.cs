using System.Globalization;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>The order of the exchanges with one server.</summary>
/// <remarks>
/// A recording has the second of an exchange. Within a second, <c>replay-order.txt</c> lists the order of exchanges. Others need no entry. A
/// write goes before what is named after it (<c>repo-delete</c> before <c>repo-delete-again</c>) and before the same request that was
/// refused, or else behind the listed one whose name begins with the most words of its own.
/// A read has no place, for its answer is that of any moment of its second.
/// </remarks>
internal sealed class ReplayOrder
{
    /// <summary>The method of a request that is none: what was pushed over the registry protocol, its digest and its size.</summary>
    public const string Push = "PUSH";

    public ReplayOrder(IReadOnlyList<RecordedExchange> exchanges, IReadOnlyList<string> script)
    {
        Dictionary<string, ReplayStep> unlisted = exchanges.Select(ReplayStep.Of).ToDictionary(step => step.Name);
        DateTimeOffset? last = unlisted.Values.Max(step => step.Second);
        List<ReplayStep> listed = Listed(unlisted, script);
        ILookup<bool, ReplayStep> others =
            unlisted.Values.Select(step => step with { Second = step.Second ?? last }).ToLookup(step => step.IsRead);
        Reads = [.. others[true].OrderBy(step => step.Name, StringComparer.Ordinal)];
        var placed = listed.Select((step, index) => (Step: step, Place: (double)index)).ToList();
        placed.AddRange(others[false].OrderBy(WithinOnePlace).ThenBy(step => step.Name, StringComparer.Ordinal).Select(
            step => (step, PlaceOf(step, listed))));
        Ordered = [.. placed.OrderBy(entry => entry.Step.Second).ThenBy(entry => entry.Place).Select(entry => entry.Step)];
    }

    /// <summary>The requests that have a place, in their order.</summary>
    public IReadOnlyList<ReplayStep> Ordered { get; }

    /// <summary>The reads that may be answered at any moment of their second.</summary>
    public IReadOnlyList<ReplayStep> Reads { get; }

    /// <summary>The exchanges of the script, each of which leaves the others.</summary>
    private static List<ReplayStep> Listed(Dictionary<string, ReplayStep> unlisted, IReadOnlyList<string> script)
    {
        List<ReplayStep> listed = [];
        foreach (string[] fields in script.Reverse().Select(line => line.Split('\t')))
        {
            // What is absent had the second of what follows it, unless the line says another;
            // the file of it, if it is dropped, may have another name.
            ReplayStep? absent = fields is [var name, var request, var token, var body, .. var details] && listed is [var next, ..]
                ? ReplayStep.Of(
                    name, Detail(details, "at=") is { } second ? Time(second) : next.Second, request, token, body, Detail(details, "made="))
                : null;
            ReplayStep? found = unlisted.GetValueOrDefault(fields[0])
                ?? unlisted.Values.FirstOrDefault(step => step.IsDone && absent?.IsRepetitionOf(step) == true);
            if ((found ?? absent) is { } placed)
            {
                unlisted.Remove(placed.Name);
                listed.Insert(0, placed);
            }
        }

        return listed;
    }

    private static string? Detail(string[] details, string name) =>
        details.FirstOrDefault(detail => detail.StartsWith(name, StringComparison.Ordinal))?[name.Length..];

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static double PlaceOf(ReplayStep step, List<ReplayStep> listed)
    {
        List<(int Index, ReplayStep Step)> near = [.. listed.Index().Where(other => other.Item.Second == step.Second)];
        foreach ((int index, ReplayStep other) in near)
        {
            if (IsNamedAfter(step.Name, other.Name, listed) || (step.IsDone && !other.IsDone && other.IsRepetitionOf(step)))
            {
                return index - 0.5;
            }
        }

        (int words, int last) = near.Select(other => (CommonWords(other.Step.Name, step.Name), other.Index)).Order().LastOrDefault();
        return words > 0 ? last + 0.5 : double.MaxValue;
    }

    /// <summary>
    /// <c>tag-delete-again</c> follows <c>tag-delete</c>, and so does <c>tag-delete-list-after</c>, or <c>tag-delete-ok</c> and its like if
    /// that name is not there.
    /// </summary>
    private static bool IsNamedAfter(string name, string other, List<ReplayStep> listed) =>
        other.StartsWith(name + "-", StringComparison.Ordinal)
        || (other.EndsWith("-list-after", StringComparison.Ordinal)
            && name.StartsWith(other[..^"list-after".Length], StringComparison.Ordinal)
            && !listed.Any(step => step.Name + "-list-after" == other));

    /// <summary>
    /// What is made is changed next and deleted last, and what is refused comes when there was something to refuse it for.
    /// </summary>
    private static int WithinOnePlace(ReplayStep step) =>
        (step.Request.Method switch { "POST" => 0, "PUT" => 1, _ => 2 } * 2) + (step.IsDone ? 0 : 1);

    private static int CommonWords(string a, string b) =>
        a.Split('-').Zip(b.Split('-')).TakeWhile(pair => pair.First == pair.Second).Count();
}
