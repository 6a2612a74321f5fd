using System.Text;

namespace Quay.Client.Testing.Http;

/// <summary>What goes back for a request, and how it gets there.</summary>
public sealed record FakeAnswer
{
    private static readonly IReadOnlyDictionary<string, string> NoHeaders = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>The headers, those of the body (<c>Content-Type</c>) among them; never <c>Content-Length</c>, which follows from <see cref="Body"/>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = NoHeaders;

    /// <summary>The whole body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>How long nothing is sent at first, by the clock of the fake.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How the answer ends.</summary>
    public AnswerEnding Ending { get; init; }

    /// <summary>How many bytes of the body are sent before an <see cref="Ending"/> that is not <see cref="AnswerEnding.Complete"/>; -1 for not even the status.</summary>
    public int SentBytes { get; init; }

    /// <summary>An answer with a text as its body.</summary>
    public static FakeAnswer Of(int status, string body, string contentType) => Of(status, Encoding.UTF8.GetBytes(body), contentType);

    /// <summary>An answer with a body.</summary>
    public static FakeAnswer Of(int status, ReadOnlyMemory<byte> body, string contentType) => new FakeAnswer { Status = status, Body = body }.With("Content-Type", contentType);

    /// <summary>The same answer with one header more, or another value of it.</summary>
    public FakeAnswer With(string header, string value) =>
        this with { Headers = new Dictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase) { [header] = value } };

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>The status and the size of the body.</summary>
    public override string ToString() => $"{Status}, {Body.Length} bytes";
}
