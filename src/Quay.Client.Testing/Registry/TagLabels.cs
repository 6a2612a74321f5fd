using System.Globalization;
using System.Text.RegularExpressions;

namespace Quay.Client.Testing;

/// <summary>Evaluates the labels of an image that affect tags which point at it.</summary>
internal sealed partial class TagLabels(FakeManifest manifest, Func<string, FakeManifest?> find)
{
    private const long LongestLifetimeSeconds = 999_999_999L * 86_400;

    public bool MakeImmutable => Value("quay.immutable")?.Trim().ToUpperInvariant() == "TRUE";

    /// <summary>Gets how long a tag exists from its start, in milliseconds; null if it does not expire.</summary>
    public long? LifetimeMs => Value("quay.expires-after") is { } text ? Milliseconds(text) : null;

    /// <summary>Returns a label of the manifest. For a list without it, returns the value that all its images have in common.</summary>
    private string? Value(string key)
    {
        if (Of(manifest) is { } value || manifest.Children is [])
        {
            return Of(manifest);
        }

        List<string?> values = [.. manifest.Children.Select(find).OfType<FakeManifest>().Select(Of).Distinct()];
        return values is [{ } common] ? common : null;

        string? Of(FakeManifest labelled) => labelled.Labels.FirstOrDefault(label => label.Key == key)?.Value;
    }

    /// <summary>Parses a duration of Quay, which can be negative, up to the longest one of Python.</summary>
    private static long? Milliseconds(string text) =>
        Duration().Match(text) is { Success: true } match
            && decimal.TryParse(match.Groups[1].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal number)
            && Math.Abs(number) <= LongestLifetimeSeconds
            && number * SecondsOf(match.Groups[2].Value) is var seconds
            && Math.Abs(seconds) <= LongestLifetimeSeconds
            ? (long)seconds * 1000
            : null;

    private static int SecondsOf(string unit) => unit switch
    {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        "w" => 604_800,
        _ => 31_536_000,
    };

    [GeneratedRegex("^\\s*([+-]?[0-9]+)\\s*([smhdwy])\\z")]
    private static partial Regex Duration();
}
