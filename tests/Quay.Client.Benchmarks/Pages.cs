using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Quay.Client.Benchmarks;

/// <summary>A made-up tag history as Quay's answers, page by page.</summary>
internal sealed class Pages
{
    public const int RowsOfAPage = 100;

    private const int Branches = 40;

    private readonly byte[][] _answers;

    private Pages(byte[][] answers) => _answers = answers;

    /// <summary>
    /// 10,000 rows in 100 pages, as builds make them: each image gets a tag of its own and moves a few that all builds share. 36% of the names and 30% of the
    /// digests are distinct.
    /// </summary>
    public static Pages Usual { get; } = Make(100, names: 0.36, digests: 0.30);

    /// <summary>The same in which no name and no digest comes twice.</summary>
    public static Pages Distinct { get; } = Make(100, names: 1, digests: 1);

    public int Count => _answers.Length;

    public int Rows => Count * RowsOfAPage;

    /// <summary>The answer to a request, by the <c>page</c> of its query.</summary>
    public byte[] Answer(string query)
    {
        int at = query.IndexOf("page=", StringComparison.Ordinal);
        int number = at < 0 ? 1 : int.Parse(query.AsSpan(at + 5).ToString().Split('&')[0], CultureInfo.InvariantCulture);
        return _answers[number - 1];
    }

    private static Pages Make(int count, double names, double digests)
    {
        var random = new Random(1);
        long start = 1_795_436_671;
        var answers = new byte[count][];
        for (int page = 0; page < count; page++)
        {
            var json = new StringBuilder("{\"tags\": [");
            for (int row = 0; row < RowsOfAPage; row++)
            {
                int number = (page * RowsOfAPage) + row;
                long end = start + random.Next(100, 100_000);
                bool isNewName = (int)((number + 1) * names) > (int)(number * names);
                string name = isNewName ? $"build-{number:D5}-rc" : $"branch-{random.Next(Branches):D2}-latest";
                Append(json, name, (int)(number * digests), start, number % 12 == 0 ? null : end);
                json.Append(row == RowsOfAPage - 1 ? "" : ", ");
                start -= random.Next(1, 120);
            }

            json.Append(CultureInfo.InvariantCulture, $"], \"page\": {page + 1}, \"has_additional\": {(page < count - 1 ? "true" : "false")}}}\n");
            answers[page] = Encoding.UTF8.GetBytes(json.ToString());
        }

        return new Pages(answers);
    }

    private static void Append(StringBuilder json, string name, int digest, long start, long? end)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(digest)));
        json.Append(
            CultureInfo.InvariantCulture,
            $"{{\"name\": \"{name}\", \"reversion\": false, \"start_ts\": {start}, ");
        json.Append(end is null ? "" : string.Create(CultureInfo.InvariantCulture, $"\"end_ts\": {end}, "));
        json.Append(
            CultureInfo.InvariantCulture,
            $"\"manifest_digest\": \"sha256:{hash}\", \"is_manifest_list\": false, \"size\": {1000 + (digest % 5000)}, \"last_modified\": \"{Date(start)}\"");
        json.Append(end is { } second ? $", \"expiration\": \"{Date(second)}\"}}" : "}");
    }

    private static string Date(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("ddd, dd MMM yyyy HH:mm:ss '-0000'", CultureInfo.InvariantCulture);
}
