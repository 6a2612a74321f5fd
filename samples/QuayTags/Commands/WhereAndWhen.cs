using Quay.Client.Names;

namespace QuayTags.Commands;

/// <summary>The repositories and times of a command line, in any order: a repository has a slash, and a time has none.</summary>
internal sealed record WhereAndWhen(IReadOnlyList<RepositoryName> Repositories, IReadOnlyList<DateTimeOffset> Times)
{
    /// <summary>The one repository of a command that reads, which has a default.</summary>
    public RepositoryName Repository => Repositories.Count > 0 ? Repositories[0] : SharedSymbols.DefaultRepository;

    /// <exception cref="ArgumentException">A word is neither.</exception>
    public static WhereAndWhen Parse(IReadOnlyList<string> words, DateTimeOffset now) => words.FirstOrDefault(word => word.StartsWith('-')) is { } option
        ? throw new ArgumentException($"There is no option '{option}' here.")
        : new(
            [.. words.Where(IsRepository).Select(RepositoryName.Parse)],
            [.. words.Where(word => !IsRepository(word)).Select(word => Commands.Times.Past(word, now))]);

    public static bool IsRepository(string word) => word.Contains('/', StringComparison.Ordinal);
}
