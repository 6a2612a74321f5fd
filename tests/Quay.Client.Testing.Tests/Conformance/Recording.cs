using System.IO.Enumeration;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>Provides the recorded exchanges, and which of them are not replayed.</summary>
internal static class Recording
{
    public static readonly IReadOnlyList<RecordedExchange> Everything = RecordedExchange.All();

    /// <summary>The order of the exchanges that depend on it, by run.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Scripts =
        RecordedServer.Runs.ToDictionary(
            run => run, run => (IReadOnlyList<string>)[.. Lines($"replay-order{run}.txt").Where(line => !line.StartsWith('#'))]);

    /// <summary>The exchanges that cannot be replayed: patterns of name, server, content type and target, and the reason.</summary>
    public static readonly IReadOnlyList<string[]> NotReplayable =
        [.. Lines("not-replayable.tsv").Skip(1).Select(line => line.Split('\t'))];

    /// <summary>The names of the exchanges that are not replayed, with the reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> NotReplayed =
        Lines("not-replayed.tsv").Skip(1).Select(line => line.Split('\t')).ToDictionary(line => line[0], line => line[1]);

    public static IReadOnlyList<RecordedExchange> Replayed { get; } =
        [.. Everything.Where(exchange => ReasonNotToReplay(exchange) is null)];

    /// <summary>Returns why an exchange cannot be replayed; null if it can.</summary>
    public static string? ReasonNotToReplay(RecordedExchange exchange) =>
        NotReplayable.FirstOrDefault(entry => Matches(entry, exchange))?[^1];

    public static bool Matches(string[] entry, RecordedExchange exchange)
    {
        (string? server, string? type) =
            (exchange.Headers.GetValueOrDefault("Server"), exchange.Headers.GetValueOrDefault("Content-Type"));
        return new[] { exchange.Name, server, type, exchange.Target }.Zip(entry).All(
            pair => pair.Second == "*" || FileSystemName.MatchesSimpleExpression(pair.Second, pair.First, ignoreCase: false));
    }

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Conformance", file));
}
