using System.Text.Json;
using Quay.Client.Testing.Http;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>What an answer of the fake has other than the recorded one.</summary>
internal sealed class Comparison(Identifiers identifiers)
{
    private static readonly string[] Compared =
    [
        "Content-Type", "Location", "Cache-Control",
        "Access-Control-Allow-Origin", "Access-Control-Allow-Methods", "Access-Control-Allow-Headers", "Access-Control-Max-Age",
    ];

    private readonly List<string> _faults = [];

    public static IReadOnlyList<string> Of(RecordedExchange recorded, FakeAnswer answer, Identifiers identifiers)
    {
        var comparison = new Comparison(identifiers);
        comparison.Compare(recorded, answer);
        identifiers.Keep(comparison._faults.Count == 0);
        return comparison._faults;
    }

    private void Compare(RecordedExchange recorded, FakeAnswer answer)
    {
        if (recorded.Status != answer.Status)
        {
            _faults.Add($"status {answer.Status}, recorded {recorded.Status}: {Short(answer.Text)}");
            return;
        }

        foreach (string name in Compared)
        {
            Text(name, recorded.Headers.GetValueOrDefault(name) ?? "", answer.Headers.GetValueOrDefault(name) ?? "");
        }

        Text("Allow", Sorted(recorded.Headers.GetValueOrDefault("Allow")), Sorted(answer.Headers.GetValueOrDefault("Allow")));
        // Equal JSON of equal length: nothing is spaced or escaped otherwise.
        bool hasToken = answer.Text.Contains("next_page", StringComparison.Ordinal);
        if (recorded.Headers.TryGetValue("Content-Length", out string? length) && !hasToken && !IsWebInterface(answer.Text))
        {
            Text("Content-Length", length, $"{answer.Body.Length}");
        }

        if (recorded.Method == "HEAD")
        {
            // The fake has the body that a GET would have, for its length; it goes no further than to the transport.
            return;
        }

        bool areJson = _faults.Count == 0 && recorded.Headers.GetValueOrDefault("Content-Type") == "application/json";
        if (areJson && recorded.Body.Length > 0 && answer.Body.Length > 0)
        {
            Json("$", JsonElement.Parse(recorded.Body), JsonElement.Parse(answer.Body.Span));
        }
        else if (!(IsWebInterface(recorded.Text) && IsWebInterface(answer.Text)))
        {
            Text("body", recorded.Text.Trim(), answer.Text.Trim());
        }
    }

    private void Json(string path, JsonElement recorded, JsonElement answered)
    {
        if (recorded.ValueKind != answered.ValueKind)
        {
            _faults.Add($"{path}: {Short(answered.GetRawText())}, recorded {Short(recorded.GetRawText())}");
        }
        else if (recorded.ValueKind == JsonValueKind.Object)
        {
            Members(path, MembersOf(recorded), MembersOf(answered));
        }
        else if (recorded.ValueKind == JsonValueKind.Array)
        {
            Text($"{path}.length", $"{recorded.GetArrayLength()}", $"{answered.GetArrayLength()}");
            foreach ((int index, (JsonElement first, JsonElement second)) in recorded.EnumerateArray().Zip(answered.EnumerateArray()).Index())
            {
                Json($"{path}[{index}]", first, second);
            }
        }
        else if (recorded.ValueKind == JsonValueKind.String)
        {
            Text(path, recorded.GetString()!, answered.GetString()!);
        }
        else
        {
            Text(path, recorded.GetRawText(), answered.GetRawText());
        }
    }

    private void Members(string path, Dictionary<string, JsonElement> recorded, Dictionary<string, JsonElement> answered)
    {
        foreach (string name in recorded.Keys.Union(answered.Keys))
        {
            string member = $"{path}.{name}";
            if (!answered.TryGetValue(name, out JsonElement second))
            {
                _faults.Add($"{member} is missing, recorded {Short(recorded[name].GetRawText())}");
            }
            else if (!recorded.TryGetValue(name, out JsonElement first))
            {
                _faults.Add($"{member} is too much: {Short(second.GetRawText())}");
            }
            else
            {
                Json(member, first, second);
            }
        }
    }

    private void Text(string what, string recorded, string answered)
    {
        if (!identifiers.AreEqual(recorded, answered, isToken: what.EndsWith(".next_page", StringComparison.Ordinal)))
        {
            _faults.Add($"{what}: '{Short(answered)}', recorded '{Short(recorded)}'");
        }
    }

    /// <summary>A page of 92 KB that the recording cuts off.</summary>
    private static bool IsWebInterface(string page) => page.Contains("<html ng-app=\"quay\"", StringComparison.Ordinal);

    private static Dictionary<string, JsonElement> MembersOf(JsonElement json) => json.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value);

    private static string Sorted(string? list) => string.Join(", ", (list ?? "").Split(", ").Order(StringComparer.Ordinal));

    private static string Short(string text) => text.Length <= 300 ? text : $"{text[..300]}…";
}
