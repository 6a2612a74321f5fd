using System.Text;

namespace Quay.Client.Tests.Recorded;

/// <summary>One request to a running Quay and its answer, byte for byte.</summary>
public sealed record RecordedExchange(string Name, string Method, string Target, int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Recorded", "exchanges");

    public IReadOnlyDictionary<string, string> RequestHeaders { get; private init; } = new Dictionary<string, string>();

    public byte[] RequestBody { get; private init; } = [];

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The path of the request, without its query.</summary>
    public string RequestPath => Target.Split('?', 2)[0];

    public IReadOnlyDictionary<string, string> Query =>
        Target.Contains('?', StringComparison.Ordinal)
            ? Target.Split('?', 2)[1].Split('&').Select(pair => pair.Split('=', 2)).GroupBy(pair => pair[0])
                .ToDictionary(group => group.Key, group => Uri.UnescapeDataString(group.First()[1].Replace('+', ' ')))
            : new Dictionary<string, string>();

    public static RecordedExchange Load(string name) => Parse(name, File.ReadAllBytes(Path.Combine(Folder, name + ".http")));

    public static IReadOnlyList<RecordedExchange> All() =>
        [.. Directory.GetFiles(Folder, "*.http").Order(StringComparer.Ordinal).Select(file => Load(Path.GetFileNameWithoutExtension(file)))];

    private static RecordedExchange Parse(string name, byte[] file)
    {
        ReadOnlySpan<byte> bytes = file;
        int request = After(bytes, ">>> REQUEST\n"u8);
        string[] requestLine = Line(bytes, request).Split(' ');
        int answer = After(bytes, "<<< RESPONSE\n"u8);
        int head = answer + bytes[answer..].IndexOf("\r\n\r\n"u8);
        if (bytes[answer..].StartsWith("HTTP/1.1 100 "u8))
        {
            answer = head + 4;
            head = answer + bytes[answer..].IndexOf("\r\n\r\n"u8);
        }

        ReadOnlySpan<byte> asked = bytes[request..bytes.IndexOf("\n<<< RESPONSE\n"u8)];
        int askedHead = asked.IndexOf("\r\n\r\n"u8);
        string status = Line(bytes, answer).Split(' ')[1];
        return new RecordedExchange(name, requestLine[0], requestLine[1], int.Parse(status, null), Fields(bytes[answer..head]), file[(head + 4)..])
        {
            RequestHeaders = askedHead < 0 ? new Dictionary<string, string>() : Fields(asked[..askedHead]),
            RequestBody = askedHead < 0 ? [] : asked[(askedHead + 4)..].ToArray(),
        };
    }

    private static Dictionary<string, string> Fields(ReadOnlySpan<byte> head) =>
        Encoding.Latin1.GetString(head).Split("\r\n").Skip(1).Select(line => line.Split(": ", 2)).GroupBy(pair => pair[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First()[^1], StringComparer.OrdinalIgnoreCase);

    private static int After(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> mark) => bytes.IndexOf(mark) + mark.Length;

    private static string Line(ReadOnlySpan<byte> bytes, int from)
    {
        ReadOnlySpan<byte> rest = bytes[from..];
        return Encoding.Latin1.GetString(rest[..rest.IndexOf((byte)'\n')]).TrimEnd('\r');
    }
}
