using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Quay.Client.Benchmarks;

/// <summary>Provides the pages of a generated tag history, as Quay returns them.</summary>
internal sealed class Pages
{
    public const int PageSize = 100;

    private const int Branches = 40;
    private const long NewestStart = 1_795_436_671;

    private readonly double _names;
    private readonly double _digests;
    private readonly ConcurrentDictionary<string, byte[]> _responses = new();

    private Pages(int count, double names, double digests) => (Count, _names, _digests) = (count, names, digests);

    /// <summary>
    /// Gets 10,000 entries in 100 pages, as builds create them: each image gets a new tag and moves some shared tags. 36% of the names and
    /// 30% of the digests are distinct.
    /// </summary>
    public static Pages Usual { get; } = new(100, names: 0.36, digests: 0.30);

    /// <summary>Gets the same without a repeated name or digest.</summary>
    public static Pages Distinct { get; } = new(100, names: 1, digests: 1);

    public int Count { get; }

    public int EntryCount => Count * PageSize;

    /// <summary>Gets the response to a request with a query. It is created once.</summary>
    public byte[] ResponseTo(string query) => _responses.GetOrAdd(query, Create);

    /// <summary>Creates the response to a request for a part of such a history.</summary>
    /// <param name="query">The query of the request, with Quay's <c>page</c> and <c>limit</c>.</param>
    /// <param name="count">The number of entries of the history.</param>
    /// <param name="names">The fraction of distinct names.</param>
    /// <param name="digests">The fraction of distinct digests.</param>
    public static byte[] Page(string query, int count, double names, double digests)
    {
        int page = Number(query, "page") ?? 1;
        int limit = Number(query, "limit") ?? PageSize;
        int end = Math.Min(count, page * limit);
        var json = new StringBuilder("{\"tags\": [");
        for (int number = (page - 1) * limit; number < end; number++)
        {
            var random = new Random(number);
            long start = NewestStart - (number * 60L) - random.Next(60);
            bool isNewName = (long)((number + 1) * names) > (long)(number * names);
            string name = isNewName ? $"b{number:D5}-rc" : $"b{random.Next(Branches):D4}-main";
            Append(json, name, (int)(number * digests), start, number % 4 == 0 ? null : start + random.Next(100, 100_000));
            json.Append(number == end - 1 ? "" : ", ");
        }

        json.Append(CultureInfo.InvariantCulture, $"], \"page\": {page}, \"has_additional\": {(end < count ? "true" : "false")}}}\n");
        return Encoding.UTF8.GetBytes(json.ToString());
    }

    private static int? Number(string query, string parameter)
    {
        int at = query.IndexOf(parameter + "=", StringComparison.Ordinal);
        return at < 0 ? null : int.Parse(query.AsSpan(at + parameter.Length + 1).ToString().Split('&')[0], CultureInfo.InvariantCulture);
    }

    private byte[] Create(string query) => Page(query, EntryCount, _names, _digests);

    private static void Append(StringBuilder json, string name, int digest, long start, long? end)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(digest)));
        json.Append(
            CultureInfo.InvariantCulture,
            $"{{\"name\": \"{name}\", \"reversion\": false, \"start_ts\": {start}, ");
        json.Append(end is null ? "" : string.Create(CultureInfo.InvariantCulture, $"\"end_ts\": {end}, "));
        json.Append(
            CultureInfo.InvariantCulture,
            $"\"manifest_digest\": \"sha256:{hash}\", \"is_manifest_list\": false, \"size\": "
            + $"{1000 + (digest % 5000)}, \"last_modified\": \"{Date(start)}\"");
        json.Append(end is { } second ? $", \"expiration\": \"{Date(second)}\"}}" : "}");
    }

    private static string Date(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("ddd, dd MMM yyyy HH:mm:ss '-0000'", CultureInfo.InvariantCulture);
}
