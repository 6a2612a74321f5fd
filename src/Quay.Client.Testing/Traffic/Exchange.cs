namespace Quay.Client.Testing;

/// <summary>A request that came, and what became of it.</summary>
public sealed record Exchange
{
    /// <summary>The request.</summary>
    public required FakeRequest Request { get; init; }

    /// <summary>The answer, with the fault it met; null while there is none yet.</summary>
    public FakeResponse? Response { get; init; }

    /// <summary>A line for a list: <c>3. GET /api/v1/repository/ns/name: 200, 512 bytes</c>. No header, so no token.</summary>
    public override string ToString() => $"{Request.Number}. {Request}: {Response?.ToString() ?? "not answered yet"}";
}
