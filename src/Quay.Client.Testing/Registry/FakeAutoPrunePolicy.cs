using System.Text.RegularExpressions;

namespace Quay.Client.Testing.Registry;

/// <summary>A rule by which tags are deleted. The fake keeps it; it deletes nothing by it.</summary>
public sealed partial record FakeAutoPrunePolicy
{
    /// <summary>Its UUID.</summary>
    public required string Id { get; init; }

    /// <summary><c>number_of_tags</c> or <c>creation_date</c>.</summary>
    public required string Method { get; init; }

    /// <summary>A number of tags, which is a <see cref="long"/>, or an age such as <c>7d</c>.</summary>
    public required object Value { get; init; }

    /// <summary>A regular expression for the names that it is about; null for all.</summary>
    public string? TagPattern { get; init; }

    /// <summary>Whether it is about the names that match, not those that do not.</summary>
    public bool TagPatternMatches { get; init; } = true;

    internal static bool IsMethod(string method) => method is "number_of_tags" or "creation_date";

    /// <summary>The value as it is kept, so that equal ones are equal; null when it is none for the method.</summary>
    internal static object? ValueOf(string method, object? value) => (method, value) switch
    {
        ("number_of_tags", int and > 0 and var number) => (long)number,
        ("number_of_tags", long and > 0 and var number) => number,
        ("creation_date", string age) when Age().IsMatch(age) => age,
        _ => null,
    };

    [GeneratedRegex(@"^\s*[+-]?[0-9]+\s*[smhdwy]\z")]
    private static partial Regex Age();
}
