using System.Text.RegularExpressions;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>Represents a part of a response that only the recorded server could generate.</summary>
/// <param name="Run">The run of the recording; <c>*</c> for all.</param>
/// <param name="Kind">How the part is compared.</param>
/// <param name="Pattern">The regular expression that finds the part.</param>
/// <param name="Reason">Why the part is not determined.</param>
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
