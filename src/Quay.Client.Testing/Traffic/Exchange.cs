namespace Quay.Client.Testing;

/// <summary>Represents a received request and its response.</summary>
public sealed record Exchange
{
    /// <summary>Gets the request.</summary>
    public required FakeRequest Request { get; init; }

    /// <summary>Gets the time at which the request was received, by the clock of the fake, in UTC.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Gets the response, including the effect of a fault; null until the fake has responded.</summary>
    public FakeResponse? Response { get; init; }

    /// <summary>
    /// Returns one line, such as <c>3. GET /api/v1/repository/ns/name: 200, 512 bytes</c>. Headers, and therefore tokens, are omitted.
    /// </summary>
    public override string ToString() => $"{Request.Number}. {Request}: {Response?.ToString() ?? "no response yet"}";
}
