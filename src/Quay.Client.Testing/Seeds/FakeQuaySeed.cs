using System.Diagnostics.CodeAnalysis;

namespace Quay.Client.Testing;

/// <summary>Represents the content of a seed file: namespaces, repositories with their histories, tokens and settings.</summary>
/// <remarks>Load it with <see cref="FakeQuay.Load"/>. The page <c>seeds.md</c> of the documentation describes the format.</remarks>
public sealed class FakeQuaySeed
{
    internal FakeQuaySeed()
    {
    }

    /// <summary>Gets the time for which the seed was written; null if it has none.</summary>
    /// <remarks>The fake reads its clock, not this time. Set the clock to it before you load the seed.</remarks>
    public DateTimeOffset? Clock { get; internal init; }

    internal Version? ServerVersion { get; init; }

    /// <summary>Gets the function that applies the features of the seed to those of the server.</summary>
    internal Func<FakeFeatures, FakeFeatures> Features { get; init; } = features => features;

    internal IReadOnlyList<SeedNamespace> Namespaces { get; init; } = [];

    internal IReadOnlyList<SeedToken> Tokens { get; init; } = [];

    internal IReadOnlyList<SeedRepository> Repositories { get; init; } = [];

    /// <summary>Parses the text of a seed file.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="FormatException">
    /// The text is not a seed. The message states the JSON path of the error and what the parser expects there.
    /// </exception>
    public static FakeQuaySeed Parse([StringSyntax(StringSyntaxAttribute.Json)] string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return SeedParser.Parse(StrictJson.Parse(json));
    }
}
