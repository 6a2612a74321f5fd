using System.Text;
using System.Text.RegularExpressions;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>Compares a response of the fake with the recorded one: every byte that Quay's rules determine is the same.</summary>
internal static class ResponseComparison
{
    /// <summary>Returns what is wrong with a response; null for nothing.</summary>
    /// <param name="recorded">The recorded exchange.</param>
    /// <param name="answered">The fake's response as it came from the wire, in Latin-1.</param>
    /// <param name="identifiers">What stands for what so far.</param>
    /// <param name="used">Takes the parts that were compared by another rule than equality.</param>
    public static string? FindDifference(
        RecordedExchange recorded, RawResponse answered, IdentifierMap identifiers, ISet<UndeterminedPart>? used = null)
    {
        string expected = identifiers.Translate(answered.Like(Encoding.Latin1.GetString(recorded.RawResponse)));
        string actual = answered.Text;
        HashSet<UndeterminedPart> met = [];
        foreach (UndeterminedPart part in UndeterminedPart.All.Where(part => part.AppliesTo(RecordedServer.Of(recorded).Run)))
        {
            string before = expected;
            (expected, actual) = AlignUndetermined(part, expected, actual, identifiers);
            if (before != expected)
            {
                met.Add(part);
            }
        }

        bool isEqual = expected == actual;
        identifiers.Commit(isEqual);
        if (isEqual)
        {
            used?.UnionWith(met);
            return null;
        }

        int same = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"At byte {same}:\n  recorded: {Around(expected, same)}\n  answered: {Around(actual, same)}";
    }

    /// <summary>Puts the fake's text in the place of the recorded, wherever the part allows it.</summary>
    private static (string Expected, string Actual) AlignUndetermined(
        UndeterminedPart part, string expected, string actual, IdentifierMap identifiers)
    {
        MatchCollection answered = part.Pattern.Matches(actual);
        if (part.Kind == UndeterminedKind.Unsent)
        {
            // The recording is made to have it, where the fake does.
            return part.Pattern.IsMatch(expected) || answered is not [var extra] ? (expected, actual)
                : (expected.Insert(Math.Min(extra.Index, expected.Length), extra.Value), actual);
        }

        if (part.Pattern.Count(expected) != answered.Count)
        {
            return (expected, actual);
        }

        int index = 0;
        expected = part.Pattern.Replace(expected, recorded =>
        {
            string fake = answered[index++].Value;
            bool isAllowed = recorded.Value != fake && part.Kind switch
            {
                UndeterminedKind.Order => recorded.Value.Split(", ").Order().SequenceEqual(fake.Split(", ").Order()),
                UndeterminedKind.Start => fake.StartsWith(recorded.Value.TrimEnd('\n'), StringComparison.Ordinal),
                _ => identifiers.TryMatch(fake, recorded.Value),
            };
            return isAllowed ? fake : recorded.Value;
        });
        return (expected, actual);
    }

    private static string Around(string text, int index)
    {
        int start = Math.Max(0, index - 60);
        return text[start..Math.Min(text.Length, index + 120)].ReplaceLineEndings("↵");
    }
}
