namespace Quay.Client.Testing.Tests;

/// <summary>Provides requests and responses for tests without a network.</summary>
internal static class TestMessages
{
    public static Uri Endpoint { get; } = new("https://quay.example/");

    public static FakeResponse JsonResponse { get; } = FakeResponse.Create(200, """{"tags": [], "page": 1}""", "application/json");

    public static FakeRequest Request(string line) =>
        new() { Method = line.Split(' ')[0], Origin = Endpoint, Target = line.Split(' ')[1] };

    public static FakeRequest RequestToOtherOrigin(string target, params (string Name, string Value)[] headers) => new()
    {
        Method = "GET",
        Origin = new Uri("https://other.example/"),
        IsToOtherOrigin = true,
        Target = target,
        Headers = headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase),
    };
}
