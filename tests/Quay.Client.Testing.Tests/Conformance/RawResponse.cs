namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>Represents a response as it was received.</summary>
/// <param name="Text">The whole response in Latin-1.</param>
/// <param name="IsInOrder">
/// Whether the headers are unchanged and interim responses are included. .NET's client changes order and case of headers.
/// </param>
internal sealed record RawResponse(string Text, bool IsInOrder)
{
    public const string Continue = "HTTP/1.1 100 Continue\r\n\r\n";

    public int Status => int.Parse(Final(Text).Split(' ')[1], null);

    public string Body => Final(Text)[(Final(Text).IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];

    /// <summary>Converts a recorded response to what this transport would have received.</summary>
    public string Like(string recorded) => IsInOrder ? recorded : Sorted(Final(recorded));

    /// <summary>Sorts the headers of a response and writes their names in upper case.</summary>
    public static string Sorted(string response)
    {
        int end = response.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        string[] lines = response[..end].Split("\r\n");
        return string.Join("\r\n", [lines[0], .. lines[1..].Select(Header).Order(StringComparer.Ordinal)]) + response[end..];
    }

    private static string Header(string line) => line.Split(':', 2) is [var name, var value] ? $"{name.ToUpperInvariant()}:{value}" : line;

    private static string Final(string response) =>
        response.StartsWith(Continue, StringComparison.Ordinal) ? response[Continue.Length..] : response;
}
