using System.Text.RegularExpressions;

namespace Quay.Client.History;

/// <summary>Creates regular expressions that match whole names of tags, in a time proportional to the length of the name.</summary>
internal static class TagRegex
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    public static Regex Create(string pattern, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern, parameter);
        try
        {
            // Parsed alone first, because the group around it could make an unbalanced pattern valid.
            _ = new Regex(pattern, Options);
            return new Regex($@"\A(?:{pattern})\z", Options);
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            throw new ArgumentException(
                SafeLine.Of($"'{pattern}' is not a regular expression without backtracking: {fault.Message}"), parameter, fault);
        }
    }
}
