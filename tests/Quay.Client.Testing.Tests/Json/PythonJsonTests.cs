using System.Text;
using System.Text.Json.Nodes;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Testing.Tests.Json;

public class PythonJsonTests
{
    /// <summary>What Python 3.12 itself printed.</summary>
    public static IEnumerable<object?[]> Dumped => JsonLines.Read("python-values.jsonl", "json", "dumps");

    [Theory, MemberData(nameof(Dumped))]
    public void A_value_is_dumped_as_Python_dumps_it(string json, string dumped) => Assert.Equal(dumped, Text(JsonNode.Parse(json)));

    [Fact]
    public void Every_recorded_JSON_answer_of_Quay_comes_out_in_its_own_bytes()
    {
        // The few that Flask writes for Quay are compact: no space behind a colon.
        var responses = RecordedExchange.All()
            .Where(exchange => exchange.Text.StartsWith('{') && exchange.Text.Contains("\": ", StringComparison.Ordinal)).ToList();
        Assert.True(responses.Count > 200);
        Assert.All(responses, response => Assert.Equal(response.Text.TrimEnd('\n'), Text(JsonNode.Parse(response.Body))));
    }

    [Fact]
    public void Values_of_the_language_are_dumped_as_those_that_were_read() => Assert.Equal(
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
    public void Half_of_a_surrogate_pair_is_escaped_alone() => Assert.Equal("\"\\ud83d\"", Text(JsonValue.Create("\ud83d")));

    private static string Text(JsonNode? node) => Encoding.UTF8.GetString(PythonJson.Serialize(node));
}
