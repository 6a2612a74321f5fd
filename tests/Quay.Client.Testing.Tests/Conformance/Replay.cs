using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Quay.Client.Testing.Http;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>Asks a fake what one of the recorded servers was asked, in the order of then.</summary>
/// <remarks>All on one fake, not each on a fresh one: what a dropped file shows was made by any of the writes before it.</remarks>
internal sealed class Replay
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Identifiers _identifiers = new();
    private readonly Dictionary<string, IReadOnlyList<string>> _faults = [];
    private readonly World _world;

    private Replay(Server server, Session session)
    {
        _world = new World(server, _clock);
        foreach (DateTimeOffset second in session.Placed.Concat(session.Reads).Select(step => step.Second!.Value).Distinct().Order())
        {
            _clock.SetUtcNow(second.AddMilliseconds(server.Millisecond));
            List<Step> reads = [.. session.Reads.Where(read => read.Second == second)];
            reads.RemoveAll(Passes);
            foreach (Step step in session.Placed.Where(step => step.Second == second))
            {
                Passes(step);
                if (!step.IsRead || step.Recorded is null)
                {
                    reads.RemoveAll(Passes);
                }
            }
        }
    }

    /// <summary>What is wrong with each answer, by the name of the exchange.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(IEnumerable<RecordedExchange> exchanges) => exchanges
        .GroupBy(Server.Of)
        .SelectMany(server => new Replay(server.Key, new Session([.. server], Recording.Scripts[server.Key.Run]))._faults)
        .ToDictionary();

    private bool Passes(Step step)
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

        FakeAnswer answer = _world.Quay.Answer(request);
        if (step.Made is { } made && answer.Status < 300)
        {
            JsonElement json = JsonElement.Parse(answer.Body.Span);
            _identifiers.Learn(made, (json.TryGetProperty("uuid", out JsonElement uuid) ? uuid : json.GetProperty("next_page")).GetString()!);
        }

        _faults[step.Name] = step.Recorded is not null ? Comparison.Of(step.Recorded, answer, _identifiers)
            : answer.Status < 300 ? []
            : [$"A write of which there are consequences is refused: {answer.Status} {answer.Text}"];
        return _faults[step.Name].Count == 0;
    }
}
