using Quay.Client.Testing.Http;

namespace Quay.Client.Testing.Traffic;

/// <summary>A request that came, and what became of it.</summary>
/// <param name="Request">The request.</param>
/// <param name="Answer">The answer, with the fault it met; null while there is none yet.</param>
public sealed record Exchange(FakeRequest Request, FakeAnswer? Answer)
{
    /// <summary>A line for a list: <c>3. GET /api/v1/repository/ns/name: 200, 512 bytes</c>. No header, so no token.</summary>
    public override string ToString() => $"{Request.Number}. {Request}: {Answer?.ToString() ?? "not answered yet"}";
}
