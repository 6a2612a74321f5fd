using System.Globalization;
using System.Text;

namespace Quay.Client.Testing;

/// <summary>Represents a response of the fake: its content, its delay and how its transmission ends.</summary>
public sealed record FakeResponse
{
    internal const string LengthHeader = "Content-Length";

    private static readonly IReadOnlyDictionary<string, string> NoHeaders =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the HTTP status; 0 if a fault closed the connection before Quay received the request.</summary>
    public required int Status { get; init; }

    /// <summary>Gets the reason phrase of the status line in HTTP/1.1; null for the standard one.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// Gets the headers in the order in which they are sent, including those of the body (<c>Content-Type</c>). The value of
    /// <c>Content-Length</c> always comes from <see cref="Body"/>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = NoHeaders;

    /// <summary>Gets the whole body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Gets the delay before the first byte, measured by the clock of the fake.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Gets how the transmission ends.</summary>
    public ResponseEnding Ending { get; init; }

    /// <summary>
    /// Gets the number of body bytes that are sent before the transmission stalls or is cut; -1 if not even the status line is sent.
    /// </summary>
    /// <remarks>It is ignored if <see cref="Ending"/> is <see cref="ResponseEnding.Complete"/>.</remarks>
    public int SentBytes { get; init; }

    /// <summary>Gets why the request does not reach the route that the client probably meant; null if it does.</summary>
    /// <remarks>
    /// Examples are an unknown route, a method that the route does not have, or a request to another origin although no response redirected
    /// there. The fake sets the value for every request, even if a fault replaced the response.
    /// </remarks>
    public string? RoutingError { get; init; }

    /// <summary>Gets the HTTP version of the response; null for 1.1.</summary>
    internal Version? HttpVersion { get; init; }

    /// <summary>Gets whether the headers are complete, so that no header is added.</summary>
    internal bool IsComplete { get; init; }

    /// <summary>Gets the body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>Gets whether not even the status line is sent.</summary>
    internal bool SendsNothing => Ending != ResponseEnding.Complete && SentBytes < 0;

    /// <summary>Gets the part of the body that is sent.</summary>
    internal ReadOnlyMemory<byte> Sent => Ending == ResponseEnding.Complete ? Body : Body[..Math.Clamp(SentBytes, 0, Body.Length)];

    /// <summary>Creates a response with a text body.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The status is not from 200 to 599.</exception>
    public static FakeResponse Create(int status, string body, string contentType) =>
        Create(status, Encoding.UTF8.GetBytes(body), contentType);

    /// <summary>Creates a response with a body.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The status is not from 200 to 599.</exception>
    public static FakeResponse Create(int status, ReadOnlyMemory<byte> body, string contentType)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        return new FakeResponse { Status = status, Body = body }.With("Content-Type", contentType);
    }

    /// <summary>Creates a response with the type <c>application/json</c>. The text is not validated.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The status is not from 200 to 599.</exception>
    public static FakeResponse Json(string body, int status = 200) => Create(status, body, "application/json");

    /// <summary>Returns a copy of the response with a header added or replaced.</summary>
    /// <exception cref="ArgumentException">The value has a control character, such as a line feed.</exception>
    public FakeResponse With(string header, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(header);
        ArgumentNullException.ThrowIfNull(value);
        return value.Any(char.IsControl)
            ? throw new ArgumentException($"The value of {header} has a control character, which headers must not have.", nameof(value))
            : this with { Headers = new OrderedDictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase) { [header] = value } };
    }

    /// <summary>Returns a copy of the response without a header.</summary>
    public FakeResponse Without(string header)
    {
        var headers = new OrderedDictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase);
        headers.Remove(header);
        return this with { Headers = headers };
    }

    /// <summary>Determines whether a response to this method has a body: not for <c>HEAD</c>, nor with 204, 205 and 304.</summary>
    internal bool HasBodyFor(string method) => method != "HEAD" && Status is not (204 or 205 or 304);

    /// <summary>Gets the <c>Content-Length</c>; null for 204, 205 and 304, which have none.</summary>
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

    /// <summary>Returns the status and the size of the body, and the delay or the interruption, if any.</summary>
    public override string ToString()
    {
        string what = Status == 0 ? "no response" : $"{Status}, {Body.Length} bytes";
        string late = Delay > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $" after {Delay.TotalSeconds:0.###} s") : "";
        string sent = SendsNothing ? "before the status line" : $"after {Sent.Length} bytes";
        return Ending switch
        {
            ResponseEnding.Stall => $"{what}{late}, stalled {sent}",
            ResponseEnding.Cut => $"{what}{late}, cut {sent}",
            _ => $"{what}{late}",
        };
    }
}
