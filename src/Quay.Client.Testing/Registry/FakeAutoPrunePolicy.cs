using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Quay.Client.Testing;

/// <summary>Represents an auto-prune policy. It deletes tags only when the test calls <see cref="FakeQuay.AutoPrune"/>.</summary>
public sealed partial record FakeAutoPrunePolicy
{
    private static readonly BigInteger LongestAge = 1_000_000_000;

    /// <summary>Gets the UUID.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the method, <c>number_of_tags</c> or <c>creation_date</c>.</summary>
    public required string Method { get; init; }

    /// <summary>
    /// Gets the number of tags (<see cref="long"/>, or <see cref="BigInteger"/> if larger), or the age as a string such as <c>7d</c>.
    /// </summary>
    public required object Value { get; init; }

    /// <summary>Gets the regular expression for the names of the tags; null for all tags. Quay does not validate it.</summary>
    public string? TagPattern { get; init; }

    /// <summary>Gets whether the policy applies to the tags that match; if false, it applies to those that do not match.</summary>
    public bool TagPatternMatches { get; init; } = true;

    /// <exception cref="ArgumentException">The method is unknown, the value does not fit the method, or the pattern is blank.</exception>
    internal static FakeAutoPrunePolicy Create(string id, string method, object value, string? tagPattern, bool tagPatternMatches) => new()
    {
        Id = id,
        Method = IsMethod(method)
            ? method
            : throw new ArgumentException($"'{method}' is not a method: use number_of_tags or creation_date.", nameof(method)),
        Value = ValueOf(method, value) is { } kept && !IsTooOld(kept)
            ? kept
            : throw new ArgumentException($"'{value}' is not a valid value for {method}.", nameof(value)),
        TagPattern = tagPattern?.Trim() is not ""
            ? tagPattern?.Trim()
            : throw new ArgumentException("The pattern must not be blank.", nameof(tagPattern)),
        TagPatternMatches = tagPatternMatches,
    };

    internal static bool IsMethod(string method) => method is "number_of_tags" or "creation_date";

    /// <summary>Returns the value in a form in which equal values are equal; null if it does not fit the method.</summary>
    internal static object? ValueOf(string method, object? value) => (method, value) switch
    {
        ("number_of_tags", int and > 0 and var number) => (long)number,
        ("number_of_tags", long and > 0 and var number) => number,
        ("number_of_tags", BigInteger number) when number.Sign > 0 => number <= long.MaxValue ? (object)(long)number : number,
        ("creation_date", string age) when Age().IsMatch(age) => age,
        _ => null,
    };

    /// <summary>
    /// Determines whether a value is an age that Python cannot represent, more than 999,999,999 days. Quay crashes on such an age.
    /// </summary>
    internal static bool IsTooOld(object value) =>
        value is string age && BigInteger.Abs(BigInteger.Divide(SecondsOf(age), 86_400)) >= LongestAge;

    /// <summary>Gets the seconds of an age such as <c>7d</c>.</summary>
    internal static BigInteger SecondsOf(string age)
    {
        int seconds = age[^1] switch { 's' => 1, 'm' => 60, 'h' => 3_600, 'd' => 86_400, 'w' => 604_800, _ => 31_536_000 };
        return BigInteger.Parse(age[..^1].Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * seconds;
    }

    // Python's int() also accepts 1_000.
    [GeneratedRegex(@"^\s*[+-]?[0-9]+(_[0-9]+)*\s*[smhdwy]\z")]
    private static partial Regex Age();
}
