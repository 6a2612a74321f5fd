using System.IO.Enumeration;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>The recorded exchanges, and which of them the fake is not asked.</summary>
internal static class Recording
{
    public static readonly IReadOnlyList<RecordedExchange> Everything = RecordedExchange.All();

    /// <summary>The order of what depends on the order.</summary>
    public static readonly IReadOnlyList<string> Script = [.. Lines("session.txt").Where(line => !line.StartsWith('#'))];

    /// <summary>What is not replayed: patterns of the name, the server, the content type and the target, and the reason.</summary>
    public static readonly IReadOnlyList<string[]> NotReplayed = [.. Lines("not-replayed.tsv").Skip(1).Select(line => line.Split('\t'))];

    public static IReadOnlyList<RecordedExchange> Replayed { get; } = [.. Everything.Where(exchange => !NotReplayed.Any(entry => Concerns(entry, exchange)))];

    public static bool Concerns(string[] entry, RecordedExchange exchange) =>
        new[] { exchange.Name, exchange.Headers.GetValueOrDefault("Server"), exchange.Headers.GetValueOrDefault("Content-Type"), exchange.Target }
            .Zip(entry).All(pair => pair.Second == "*" || FileSystemName.MatchesSimpleExpression(pair.Second, pair.First, ignoreCase: false));

    private static string[] Lines(string file) => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Conformance", file));
}
