using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>Asks a fake what one of the recorded servers was asked, in the order of then.</summary>
/// <remarks>All on one fake, not each on a fresh one: what a dropped file shows was made by any of the writes before it.</remarks>
internal sealed class Replay
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Identifiers _identifiers = new();
    private readonly Dictionary<string, string?> _faults = [];
    private readonly HashSet<Undetermined> _used = [];
    private readonly World _world;
    private readonly ICarrier _carrier;

    private Replay(Server server, Func<FakeQuay, ICarrier> carrierTo)
    {
        _world = new World(server, _clock);
        _carrier = carrierTo(_world.Quay);
    }

    /// <summary>Replays exchanges.</summary>
    /// <param name="exchanges">The exchanges, with whatever servers.</param>
    /// <param name="carrierTo">How they get to the fake.</param>
    /// <returns>
    /// What is wrong with each response by the name of the exchange, and what was undetermined in those with which nothing is.
    /// </returns>
    public static async Task<ReplayResult> OfAsync(IEnumerable<RecordedExchange> exchanges, Func<FakeQuay, ICarrier> carrierTo)
    {
        Dictionary<string, string?> faults = [];
        HashSet<Undetermined> used = [];
        foreach (IGrouping<Server, RecordedExchange> server in exchanges.GroupBy(Server.Of))
        {
            var replay = new Replay(server.Key, carrierTo);
            await using (replay._carrier)
            {
                await replay.RunAsync(new Session([.. server], Recording.Scripts[server.Key.Run]), server.Key.Millisecond);
            }

            used.UnionWith(replay._used);
            foreach ((string name, string? fault) in replay._faults)
            {
                faults.Add(name, fault);
            }
        }

        return new ReplayResult(faults, used);
    }

    private async Task RunAsync(Session session, int millisecond)
    {
        foreach (DateTimeOffset second in session.Placed.Concat(session.Reads).Select(step => step.Second!.Value).Distinct().Order())
        {
            _clock.SetUtcNow(second.AddMilliseconds(millisecond));
            List<Step> reads = await FailingAsync([.. session.Reads.Where(read => read.Second == second)]);
            foreach (Step step in session.Placed.Where(step => step.Second == second))
            {
                await PassesAsync(step);
                if (!step.IsRead || step.Recorded is null)
                {
                    reads = await FailingAsync(reads);
                }
            }
        }
    }

    private async Task<List<Step>> FailingAsync(List<Step> reads)
    {
        List<Step> failing = [];
        foreach (Step read in reads)
        {
            if (!await PassesAsync(read))
            {
                failing.Add(read);
            }
        }

        return failing;
    }

    private async Task<bool> PassesAsync(Step step)
    {
        FakeRequest request = step.Request with
        {
            Target = _identifiers.Translate(step.Request.Target),
            Body = Encoding.Latin1.GetBytes(_identifiers.Translate(Encoding.Latin1.GetString(step.Request.Body.Span))),
        };
        if (request.Method == Session.Push)
        {
            _world.Push(request.Target, Encoding.UTF8.GetString(request.Body.Span).Split(' '));
            return true;
        }

        RawResponse response = await _carrier.SendAsync(request);
        if (step.Made is { } made && response.Status < 300)
        {
            JsonElement json = JsonElement.Parse(response.Body);
            _identifiers.Learn(
                made, (json.TryGetProperty("uuid", out JsonElement uuid) ? uuid : json.GetProperty("next_page")).GetString()!);
        }

        _faults[step.Name] = step.Recorded is not null ? Comparison.FaultOf(step.Recorded, response, _identifiers, _used)
            : response.Status < 300 ? null
            : $"A write that later exchanges depend on is refused: {response.Text}";
        return _faults[step.Name] is null;
    }
}
