using System.Globalization;
using System.Text;

namespace Quay.Client.Testing;

/// <summary>What goes back for a request, and how it gets there.</summary>
public sealed record FakeResponse
{
    internal const string LengthHeader = "Content-Length";

    private static readonly IReadOnlyDictionary<string, string> NoHeaders =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The HTTP status; 0 when Quay was not asked and nothing is sent.</summary>
    public required int Status { get; init; }

    /// <summary>Gets the reason phrase of the status line in HTTP/1.1; null for the standard one.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// Gets the headers in the order in which they are sent, including those of the body (<c>Content-Type</c>). The value of
    /// <c>Content-Length</c> always comes from <see cref="Body"/>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = NoHeaders;

    /// <summary>The whole body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>How long nothing is sent at first, by the clock of the fake.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How the answer ends.</summary>
    public ResponseEnding Ending { get; init; }

    /// <summary>
    /// How many bytes of the body are sent before an <see cref="Ending"/> that is not
    /// <see cref="ResponseEnding.Complete"/>; -1 for not even the status.
    /// </summary>
    public int SentBytes { get; init; }

    /// <summary>
    /// What a strict fake has against the request, such as that Quay has no such route, in words for the author of the test; null for
    /// nothing. The fake sets it in each answer, that of a fault too.
    /// </summary>
    public string? RoutingError { get; init; }

    /// <summary>Gets the HTTP version of the response; null for 1.1.</summary>
    internal Version? HttpVersion { get; init; }

    /// <summary>Gets whether the headers are complete, so that none is added.</summary>
    internal bool IsComplete { get; init; }

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>Whether not even the status is sent.</summary>
    internal bool SendsNothing => Ending != ResponseEnding.Complete && SentBytes < 0;

    /// <summary>The part of the body that is sent.</summary>
    internal ReadOnlyMemory<byte> Sent => Ending == ResponseEnding.Complete ? Body : Body[..Math.Clamp(SentBytes, 0, Body.Length)];

    /// <summary>An answer with a text as its body.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The status is not from 200 to 599.</exception>
    public static FakeResponse Create(int status, string body, string contentType) =>
        Create(status, Encoding.UTF8.GetBytes(body), contentType);

    /// <summary>An answer with a body.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The status is not from 200 to 599.</exception>
    public static FakeResponse Create(int status, ReadOnlyMemory<byte> body, string contentType)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        return new FakeResponse { Status = status, Body = body }.With("Content-Type", contentType);
    }

    /// <summary>An answer with JSON text as its body, whether it is JSON or not.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The status is not from 200 to 599.</exception>
    public static FakeResponse Json(string body, int status = 200) => Create(status, body, "application/json");

    /// <summary>The same answer with one header more, or another value of it.</summary>
    /// <exception cref="ArgumentException">The value has a control character, such as a line feed.</exception>
    public FakeResponse With(string header, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(header);
        ArgumentNullException.ThrowIfNull(value);
        return value.Any(char.IsControl)
            ? throw new ArgumentException($"The value of {header} has a control character, which no header may have.", nameof(value))
            : this with { Headers = new OrderedDictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase) { [header] = value } };
    }

    /// <summary>The same answer without a header.</summary>
    public FakeResponse Without(string header)
    {
        var headers = new OrderedDictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase);
        headers.Remove(header);
        return this with { Headers = headers };
    }

    /// <summary>Whether a body may be sent for a method: not for <c>HEAD</c>, nor with 204, 205 and 304.</summary>
    internal bool HasBodyFor(string method) => method != "HEAD" && Status is not (204 or 205 or 304);

    /// <summary>The <c>Content-Length</c>; null for none, with 204, 205 and 304.</summary>
    internal long? ContentLength => Status is 204 or 205 or 304 ? null : Body.Length;

    /// <summary>Returns a copy with the <c>Content-Length</c> of its body, in its existing place or after <c>Content-Type</c>.</summary>
    internal FakeResponse WithLength()
    {
        if (ContentLength is not { } length)
        {
            return Without(LengthHeader);
        }

        string value = length.ToString(CultureInfo.InvariantCulture);
        if (Headers.ContainsKey(LengthHeader))
        {
            return With(LengthHeader, value);
        }

        var headers = new OrderedDictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase);
        int place = headers.IndexOf("Content-Type");
        headers.Insert(place < 0 ? headers.Count : place + 1, LengthHeader, value);
        return this with { Headers = headers };
    }

    /// <summary>The status and the size of the body, and what is out of the ordinary.</summary>
    public override string ToString()
    {
        string what = Status == 0 ? "no answer" : $"{Status}, {Body.Length} bytes";
        string late = Delay > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $" after {Delay.TotalSeconds:0.###} s") : "";
        string sent = SendsNothing ? "before its status" : $"after {Sent.Length} bytes";
        return Ending switch
        {
            ResponseEnding.Stall => $"{what}{late}, stalled {sent}",
            ResponseEnding.Cut => $"{what}{late}, cut {sent}",
            _ => $"{what}{late}",
        };
    }
}
