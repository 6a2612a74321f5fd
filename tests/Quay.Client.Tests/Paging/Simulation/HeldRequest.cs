using System.Net;
using System.Net.Http.Headers;

namespace Quay.Client.Tests.Paging.Simulation;

/// <summary>Represents a page request whose response a simulation holds back.</summary>
internal sealed class HeldRequest(HttpRequestMessage request, int number, int limit, int page, CancellationToken cancellationToken)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly TaskCompletionSource<HttpResponseMessage> _response = new();
    private byte[]? _body;

    /// <summary>Gets the number of the request, from 1, in the order of sending.</summary>
    public int Number => number;

    public long Offset => (long)limit * (page - 1);

    public Task<HttpResponseMessage> Response => _response.Task;

    public bool IsCancelled => cancellationToken.IsCancellationRequested;

    /// <summary>Gets the version of the repository that the response shows.</summary>
    public int Version { get; private set; }

    /// <summary>Gets whether the client received the response.</summary>
    public bool IsReceived { get; private set; }

    /// <summary>Gets the number of entries of the response.</summary>
    public int Count { get; private set; }

    public SimulatedEntry? First { get; private set; }

    public SimulatedEntry? Last { get; private set; }

    /// <summary>Creates the response from the current state of the repository.</summary>
    public void Process(SimulatedRepository repository, PageJson json)
    {
        Version = repository.Version;
        Count = (int)Math.Clamp(repository.Count - Offset, 0, limit);
        if (Count > 0)
        {
            (First, Last) = (repository[(int)Offset], repository[(int)Offset + Count - 1]);
        }

        _body = json.Write(repository, page, Offset, Count);
    }

    /// <summary>Sends the response. The client continues on this thread.</summary>
    public void Release()
    {
        if (IsCancelled)
        {
            _response.TrySetCanceled(cancellationToken);
            return;
        }

        IsReceived = true;
        var content = new ByteArrayContent(_body!);
        content.Headers.ContentType = Json;
        _response.TrySetResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request });
    }

    public void Cancel() => _response.TrySetCanceled(cancellationToken);

    public override string ToString() =>
        $"#{number} limit={limit} page={page}: entries {Offset}..{Offset + limit - 1}"
        + (_body is null ? "" : $" of version {Version}: {Count}, {First}..{Last}");
}
