namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>A response as it came.</summary>
/// <param name="Text">All of it, in Latin-1.</param>
/// <param name="IsInOrder">
/// Whether headers are as they came, interim responses included: of .NET's client neither their order nor the case of their names is.
/// </param>
internal sealed record RawResponse(string Text, bool IsInOrder)
{
    public const string Continue = "HTTP/1.1 100 Continue\r\n\r\n";

    public int Status => int.Parse(Final(Text).Split(' ')[1], null);

    public string Body => Final(Text)[(Final(Text).IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];

    /// <summary>A recorded response as it would come by the same way.</summary>
    public string Like(string recorded) => IsInOrder ? recorded : Sorted(Final(recorded));

    /// <summary>A response whose headers are sorted, their names in capitals.</summary>
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
