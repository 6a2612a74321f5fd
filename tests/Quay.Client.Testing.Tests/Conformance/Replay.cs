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
        _world = new World(server.Features, _clock);
        foreach (DateTimeOffset second in session.Placed.Concat(session.Reads).Select(step => step.Second!.Value).Distinct().Order())
        {
            _clock.SetUtcNow(second);
            List<Step> reads = [.. session.Reads.Where(read => read.Second == second)];
            reads.RemoveAll(Passes);
            foreach (Step step in session.Placed.Where(step => step.Second == second))
            {
                Passes(step);
                if (!step.IsRead)
                {
                    reads.RemoveAll(Passes);
                }
            }
        }
    }

    /// <summary>What is wrong with each answer, by the name of the exchange.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(IEnumerable<RecordedExchange> exchanges, IReadOnlyList<string> script) => exchanges
        .GroupBy(Server.Of)
        .SelectMany(server => new Replay(server.Key, new Session([.. server], script))._faults)
        .ToDictionary();

    private bool Passes(Step step)
    {
        FakeRequest request = step.Request with
        {
            Target = _identifiers.Translate(step.Request.Target),
            Body = Encoding.Latin1.GetBytes(_identifiers.Translate(Encoding.Latin1.GetString(step.Request.Body.Span))),
        };
        if (step.Recorded is null && request.Target == "/api/v1/user/starred")
        {
            JsonElement body = JsonElement.Parse(request.Body.Span);
            _world.Star("devtable", $"{body.GetProperty("namespace")}/{body.GetProperty("repository")}");
            return true;
        }

        FakeAnswer answer = _world.Quay.Answer(request);
        _faults[step.Name] = step.Recorded is not null ? Comparison.Of(step.Recorded, answer, _identifiers)
            : answer.Status < 300 ? []
            : [$"A write of which there are consequences is refused: {answer.Status} {answer.Text}"];
        return _faults[step.Name].Count == 0;
    }
}
