using System.Text.RegularExpressions;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>A part of a response that nobody but the recorded server could write.</summary>
/// <param name="Run">The run of the recording; <c>*</c> for all.</param>
/// <param name="Kind">What it must have in common with the fake's.</param>
/// <param name="Pattern">A regular expression that finds it.</param>
/// <param name="Reason">Why it is not determined.</param>
internal sealed record UndeterminedPart(string Run, UndeterminedKind Kind, Regex Pattern, string Reason)
{
    public static IReadOnlyList<UndeterminedPart> All { get; } =
    [
        .. Recording.Lines("undetermined.tsv").Skip(1).Select(line => line.Split('\t')).Select(fields => new UndeterminedPart(
            fields[0],
            Enum.Parse<UndeterminedKind>(fields[1], ignoreCase: true),
            new Regex(fields[2], RegexOptions.CultureInvariant),
            fields[3])),
    ];

    public bool AppliesTo(string run) => Run == "*" || Run == run;
}
