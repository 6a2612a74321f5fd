using System.Text;

namespace Quay.Client.Tests.Recorded;

/// <summary>Represents a request to a Quay server and its response, byte for byte.</summary>
public sealed record RecordedExchange(
    string Name, string Method, string Target, int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Recorded", "exchanges");

    public IReadOnlyDictionary<string, string> RequestHeaders { get; init; } = new Dictionary<string, string>();

    public Version RequestVersion { get; init; } = new(1, 1);

    public byte[] RequestBody { get; init; } = [];

    /// <summary>Gets the bytes of the whole response, including any interim response.</summary>
    public byte[] RawResponse { get; init; } = [];

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>Gets the path of the request, without the query.</summary>
    public string RequestPath => Target.Split('?', 2)[0];

    public IReadOnlyDictionary<string, string> Query =>
        Target.Contains('?', StringComparison.Ordinal)
            ? Target.Split('?', 2)[1].Split('&').Select(pair => pair.Split('=', 2)).GroupBy(pair => pair[0])
                .ToDictionary(group => group.Key, group => Uri.UnescapeDataString(group.First()[1].Replace('+', ' ')))
            : new Dictionary<string, string>();

    public static RecordedExchange Load(string name) => Parse(name, File.ReadAllBytes(Path.Combine(Folder, name + ".http")));

    public static IReadOnlyList<RecordedExchange> All() =>
    [
        .. Directory.GetFiles(Folder, "*.http")
            .Order(StringComparer.Ordinal)
            .Select(file => Load(Path.GetFileNameWithoutExtension(file))),
    ];

    private static RecordedExchange Parse(string name, byte[] file)
    {
        ReadOnlySpan<byte> bytes = file;
        ReadOnlySpan<byte> request = bytes[After(bytes, ">>> REQUEST\n"u8)..bytes.IndexOf("\n<<< RESPONSE\n"u8)];
        // A request that was recorded by hand has no headers.
        int requestHead = request.IndexOf("\r\n\r\n"u8) is >= 0 and var end ? end : request.Length;
        string[] requestLines = Lines(request[..requestHead]);
        string[] requestLine = requestLines[0].Split(' ');
        int raw = After(bytes, "<<< RESPONSE\n"u8);
        int response = raw;
        int head = response + bytes[response..].IndexOf("\r\n\r\n"u8);
        if (bytes[response..].StartsWith("HTTP/1.1 100 "u8))
        {
            response = head + 4;
            head = response + bytes[response..].IndexOf("\r\n\r\n"u8);
        }

        string[] lines = Lines(bytes[response..head]);
        Dictionary<string, string> headers = HeadersOf(lines);

        // The recorder appended a line feed to some files.
        int last = headers.TryGetValue("Content-Length", out string? length)
            ? Math.Min(head + 4 + int.Parse(length, null), file.Length)
            : file.Length;
        int status = int.Parse(lines[0].Split(' ')[1], null);
        return new RecordedExchange(name, requestLine[0], requestLine[1], status, headers, file[(head + 4)..])
        {
            RawResponse = file[raw..last],
            RequestVersion = requestLine[2].StartsWith("HTTP/1.0", StringComparison.Ordinal) ? new Version(1, 0) : new Version(1, 1),
            RequestHeaders = HeadersOf(requestLines),
            RequestBody = request[Math.Min(requestHead + 4, request.Length)..].ToArray(),
        };
    }

    private static int After(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> mark) => bytes.IndexOf(mark) + mark.Length;

    private static string[] Lines(ReadOnlySpan<byte> head) => Encoding.Latin1.GetString(head).Split("\r\n");

    private static Dictionary<string, string> HeadersOf(string[] lines) =>
        lines.Skip(1).Select(line => line.Split(": ", 2)).GroupBy(pair => pair[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First()[^1], StringComparer.OrdinalIgnoreCase);
}
