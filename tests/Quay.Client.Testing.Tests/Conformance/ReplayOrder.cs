using System.Globalization;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>Determines the order of the exchanges with one server.</summary>
/// <remarks>
/// The recording contains the second of each exchange. Within a second, <c>replay-order.txt</c> has the order of the exchanges that it
/// lists. Other writes precede exchanges that are named after them, and the same request that was rejected. Otherwise, they follow the
/// listed exchange whose name has the most words in common. The order of reads within their second does not matter.
/// </remarks>
internal sealed class ReplayOrder
{
    /// <summary>The pseudo-method of a push over the registry protocol, which has a digest and a size.</summary>
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

    /// <summary>Gets the requests whose order matters, in order.</summary>
    public IReadOnlyList<ReplayStep> Ordered { get; }

    /// <summary>Gets the reads, which can be replayed at any moment of their second.</summary>
    public IReadOnlyList<ReplayStep> Reads { get; }

    /// <summary>Moves the exchanges of the script from the others to the result.</summary>
    private static List<ReplayStep> Listed(Dictionary<string, ReplayStep> unlisted, IReadOnlyList<string> script)
    {
        List<ReplayStep> listed = [];
        foreach (string[] fields in script.Reverse().Select(line => line.Split('\t')))
        {
            // A request that was not recorded has the time of the next one, unless the line contains a time.
            // If its file is added to the recording, the file can have another name.
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

    /// <summary>Determines whether a name is derived from another, for example <c>tag-delete-again</c> from <c>tag-delete</c>.</summary>
    /// <remarks>
    /// The name <c>tag-delete-list-after</c> follows <c>tag-delete</c>. If there is no such name, it follows names that start with
    /// <c>tag-delete-</c>.
    /// </remarks>
    private static bool IsNamedAfter(string name, string other, List<ReplayStep> listed) =>
        other.StartsWith(name + "-", StringComparison.Ordinal)
        || (other.EndsWith("-list-after", StringComparison.Ordinal)
            && name.StartsWith(other[..^"list-after".Length], StringComparison.Ordinal)
            && !listed.Any(step => step.Name + "-list-after" == other));

    /// <summary>
    /// Orders the writes at one position: creations, changes and deletions. A rejected request follows the successful one.
    /// </summary>
    private static int WithinOnePlace(ReplayStep step) =>
        (step.Request.Method switch { "POST" => 0, "PUT" => 1, _ => 2 } * 2) + (step.IsDone ? 0 : 1);

    private static int CommonWords(string a, string b) =>
        a.Split('-').Zip(b.Split('-')).TakeWhile(pair => pair.First == pair.Second).Count();
}
