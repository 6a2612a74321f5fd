using System.Text;
using System.Text.Json;
using Quay.Client.Testing;

namespace QuayTags;

/// <summary>Represents what the served fake contains: seeds, or the sample data, and tokens.</summary>
internal sealed class ServedContent
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly IReadOnlyList<(FileInfo File, FakeQuaySeed Seed)> _seeds;
    private readonly IReadOnlyList<ServerToken> _tokens;

    private ServedContent(IReadOnlyList<(FileInfo File, FakeQuaySeed Seed)> seeds, IReadOnlyList<ServerToken> tokens) =>
        (_seeds, _tokens) = (seeds, tokens);

    /// <summary>Gets the time for which the content was recorded: that of the last seed with a time; null if there is none.</summary>
    public DateTimeOffset? Time => _seeds is [] ? SampleQuay.Now : _seeds.LastOrDefault(seed => seed.Seed.Clock is not null).Seed?.Clock;

    /// <summary>Gets what is served, for the user.</summary>
    public string Description => _seeds is []
        ? "the sample data of the tool"
        : string.Join(", ", _seeds.Select(seed => seed.File.ToString()));

    /// <exception cref="UsageException">A file is not a seed.</exception>
    public static async Task<ServedContent> ReadAsync(
        IReadOnlyList<FileInfo> files, IReadOnlyList<ServerToken> tokens, CancellationToken cancellationToken)
    {
        List<(FileInfo, FakeQuaySeed)> seeds = [];
        foreach (FileInfo file in files)
        {
            byte[] bytes = await File.ReadAllBytesAsync(file.FullName, cancellationToken);
            seeds.Add((file, Checked(file, () => FakeQuaySeed.Parse(TextOf(bytes)))));
        }

        return new ServedContent(seeds, tokens);
    }

    /// <summary>Adds the content to an empty fake. If it has tokens, the generated one is revoked.</summary>
    /// <exception cref="UsageException">A seed or a token contradicts the others.</exception>
    public void Fill(FakeQuay quay)
    {
        if (_seeds is [])
        {
            SampleQuay.Fill(quay);
        }

        foreach ((FileInfo file, FakeQuaySeed seed) in _seeds)
        {
            Checked(file, () =>
            {
                quay.Load(seed);
                return seed;
            });
        }

        foreach (ServerToken token in _tokens)
        {
            token.AddTo(quay);
        }

        quay.FindToken(quay.Token)!.IsRevoked = quay.Tokens.Count > 1;
    }

    /// <exception cref="FormatException">The bytes are not UTF-8.</exception>
    private static string TextOf(byte[] bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException("expected text in UTF-8.");
        }
    }

    private static FakeQuaySeed Checked(FileInfo file, Func<FakeQuaySeed> use)
    {
        try
        {
            return use();
        }
        catch (FormatException fault) when (fault.InnerException is JsonException { LineNumber: { } line })
        {
            throw new UsageException($"{file} cannot be used as a seed: line {line + 1} is not valid JSON.", isInFile: true);
        }
        catch (Exception fault) when (fault is FormatException or InvalidOperationException)
        {
            throw new UsageException($"{file} cannot be used as a seed: {fault.Message}", isInFile: true);
        }
    }
}
