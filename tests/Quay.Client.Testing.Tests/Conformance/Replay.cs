using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>Sends the recorded requests of a server to a fake, in the order of the recording.</summary>
/// <remarks>All requests go to one fake, because a recorded response can depend on any previous write.</remarks>
internal sealed class Replay
{
    private readonly FakeTimeProvider _clock = new();
    private readonly IdentifierMap _identifiers = new();
    private readonly Dictionary<string, string?> _differences = [];
    private readonly HashSet<UndeterminedPart> _used = [];
    private readonly InitialState _state;
    private readonly ITransport _transport;

    private Replay(RecordedServer server, Func<FakeQuay, ITransport> connect)
    {
        _state = new InitialState(server, _clock);
        _transport = connect(_state.Quay);
    }

    /// <summary>Replays exchanges.</summary>
    /// <param name="exchanges">The exchanges, of any servers.</param>
    /// <param name="connect">Creates the transport to a fake.</param>
    /// <returns>The difference of each response, and the undetermined parts of those that are equal.</returns>
    public static async Task<ReplayResult> OfAsync(IEnumerable<RecordedExchange> exchanges, Func<FakeQuay, ITransport> connect)
    {
        Dictionary<string, string?> differences = [];
        HashSet<UndeterminedPart> used = [];
        foreach (IGrouping<RecordedServer, RecordedExchange> server in exchanges.GroupBy(RecordedServer.Of))
        {
            var replay = new Replay(server.Key, connect);
            await using (replay._transport)
            {
                await replay.RunAsync(new ReplayOrder([.. server], Recording.Scripts[server.Key.Run]), server.Key.Millisecond);
            }

            used.UnionWith(replay._used);
            foreach ((string name, string? difference) in replay._differences)
            {
                differences.Add(name, difference);
            }
        }

        return new ReplayResult(differences, used);
    }

    private async Task RunAsync(ReplayOrder order, int millisecond)
    {
        foreach (DateTimeOffset second in order.Ordered.Concat(order.Reads).Select(step => step.Second!.Value).Distinct().Order())
        {
            _clock.SetUtcNow(second.AddMilliseconds(millisecond));
            List<ReplayStep> reads = await ReplayFailingAsync([.. order.Reads.Where(read => read.Second == second)]);
            foreach (ReplayStep step in order.Ordered.Where(step => step.Second == second))
            {
                await IsEqualAsync(step);
                if (!step.IsRead || step.Recorded is null)
                {
                    reads = await ReplayFailingAsync(reads);
                }
            }
        }
    }

    private async Task<List<ReplayStep>> ReplayFailingAsync(List<ReplayStep> reads)
    {
        List<ReplayStep> failing = [];
        foreach (ReplayStep read in reads)
        {
            if (!await IsEqualAsync(read))
            {
                failing.Add(read);
            }
        }

        return failing;
    }

    private async Task<bool> IsEqualAsync(ReplayStep step)
    {
        FakeRequest request = step.Request with
        {
            Target = _identifiers.Translate(step.Request.Target),
            Body = Encoding.Latin1.GetBytes(_identifiers.Translate(Encoding.Latin1.GetString(step.Request.Body.Span))),
        };
        if (request.Method == ReplayOrder.Push)
        {
            _state.Push(request.Target, Encoding.UTF8.GetString(request.Body.Span).Split(' '));
            return true;
        }

        RawResponse response = await _transport.SendAsync(request);
        if (step.CreatedId is { } createdId && response.Status < 300)
        {
            JsonElement json = JsonElement.Parse(response.Body);
            _identifiers.Add(
                createdId, (json.TryGetProperty("uuid", out JsonElement uuid) ? uuid : json.GetProperty("next_page")).GetString()!);
        }

        _differences[step.Name] = step.Recorded is not null
            ? ResponseComparison.FindDifference(step.Recorded, response, _identifiers, _used)
            : response.Status < 300 ? null
            : $"A write that later exchanges depend on is refused: {response.Text}";
        return _differences[step.Name] is null;
    }
}
