using System.Text;
using System.Text.RegularExpressions;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>Compares a response of the fake with the recorded one. Every byte that Quay's rules determine must be equal.</summary>
internal static class ResponseComparison
{
    /// <summary>Returns the first difference of a response; null if it is equal.</summary>
    /// <param name="recorded">The recorded exchange.</param>
    /// <param name="response">The fake's response in Latin-1.</param>
    /// <param name="identifiers">The known identifiers.</param>
    /// <param name="used">Receives the undetermined parts that occurred.</param>
    public static string? FindDifference(
        RecordedExchange recorded, RawResponse response, IdentifierMap identifiers, ISet<UndeterminedPart>? used = null)
    {
        string expected = identifiers.Translate(response.Like(Encoding.Latin1.GetString(recorded.RawResponse)));
        string actual = response.Text;
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
        return $"At byte {same}:\n  recorded: {Around(expected, same)}\n  actual:   {Around(actual, same)}";
    }

    /// <summary>Replaces an undetermined part of the recorded text by that of the fake, if the part permits it.</summary>
    private static (string Expected, string Actual) AlignUndetermined(
        UndeterminedPart part, string expected, string actual, IdentifierMap identifiers)
    {
        MatchCollection parts = part.Pattern.Matches(actual);
        if (part.Kind == UndeterminedKind.Unsent)
        {
            // Inserts the part into the recorded text where the fake has it.
            return part.Pattern.IsMatch(expected) || parts is not [var extra] ? (expected, actual)
                : (expected.Insert(Math.Min(extra.Index, expected.Length), extra.Value), actual);
        }

        if (part.Pattern.Count(expected) != parts.Count)
        {
            return (expected, actual);
        }

        int index = 0;
        expected = part.Pattern.Replace(expected, recorded =>
        {
            string fake = parts[index++].Value;
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
