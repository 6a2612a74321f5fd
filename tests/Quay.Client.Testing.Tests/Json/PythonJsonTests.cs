using System.Text;
using System.Text.Json.Nodes;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Testing.Tests.Json;

public class PythonJsonTests
{
    /// <summary>Gets the output of Python 3.12.</summary>
    public static IEnumerable<object?[]> Dumped => JsonLines.Read("python-values.jsonl", "json", "dumps");

    [Theory, MemberData(nameof(Dumped))]
    public void Value_is_serialized_like_Pythons_json_dumps(string json, string dumped) => Assert.Equal(dumped, Text(JsonNode.Parse(json)));

    [Fact]
    public void Recorded_JSON_responses_are_serialized_to_the_same_bytes()
    {
        // A few responses are compact, without a space after a colon, because Flask serializes them.
        var responses = RecordedExchange.All()
            .Where(exchange => exchange.Text.StartsWith('{') && exchange.Text.Contains("\": ", StringComparison.Ordinal)).ToList();
        Assert.True(responses.Count > 200);
        Assert.All(responses, response => Assert.Equal(response.Text.TrimEnd('\n'), Text(JsonNode.Parse(response.Body))));
    }

    [Fact]
    public void NET_values_are_serialized_like_parsed_values() => Assert.Equal(
        """{"text": "\u00e9", "int": -5, "long": 5000000000, "whole": 1.0, "large": 1e+16"""
            + """, "none": null, "yes": true, "list": [NaN, Infinity, -Infinity]}""",
        Text(new JsonObject
        {
            ["text"] = "é",
            ["int"] = -5,
            ["long"] = 5_000_000_000,
            ["whole"] = 1.0,
            ["large"] = 1e16,
            ["none"] = null,
            ["yes"] = true,
            ["list"] = new JsonArray(double.NaN, double.PositiveInfinity, double.NegativeInfinity),
        }));

    [Fact]
    public void Unpaired_surrogate_is_escaped_in_serialized_JSON() => Assert.Equal("\"\\ud83d\"", Text(JsonValue.Create("\ud83d")));

    private static string Text(JsonNode? node) => Encoding.UTF8.GetString(PythonJson.Serialize(node));
}
