using System.Text.RegularExpressions;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>The recorded exchanges, and which of them the fake is not asked.</summary>
internal static class Recording
{
    public static readonly IReadOnlyList<RecordedExchange> Everything = RecordedExchange.All();

    /// <summary>The names, with <c>*</c> for anything, of what is not replayed, and why.</summary>
    public static readonly IReadOnlyList<(string Name, string Reason)> NotReplayed =
        [.. Lines("not-replayed.tsv").Select(line => line.Split('\t')).Select(fields => (fields[0], fields[1]))];

    public static readonly IReadOnlyList<string> Script = [.. Lines("session.txt").Where(line => !line.StartsWith('#'))];

    public static IEnumerable<RecordedExchange> Replayed => Everything.Where(exchange => !IsByNginx(exchange) && !NotReplayed.Any(entry => IsMeant(entry.Name, exchange)));

    public static bool IsMeant(string name, RecordedExchange exchange) =>
        Regex.IsMatch(exchange.Name, $"^{Regex.Escape(name).Replace("\\*", ".*", StringComparison.Ordinal)}\\z");

    /// <summary>Pages of nginx have no charset, those of Quay do.</summary>
    public static bool IsByNginx(RecordedExchange exchange) =>
        exchange.Headers.GetValueOrDefault("Server") == "nginx" && exchange.Headers.GetValueOrDefault("Content-Type") == "text/html";

    private static string[] Lines(string file) => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Conformance", file));
}
