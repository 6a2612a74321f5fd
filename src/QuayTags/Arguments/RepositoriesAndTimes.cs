using Quay.Client;

namespace QuayTags;

/// <summary>The repositories and times of a command line, in any order: a repository has a slash, and a time has none.</summary>
internal sealed record RepositoriesAndTimes(IReadOnlyList<RepositoryName> Repositories, IReadOnlyList<DateTimeOffset> Times)
{
    public const string DefaultRepository = "quayadmin/busybox";

    /// <summary>The one repository of a command that reads, which has a default.</summary>
    public RepositoryName Repository => Repositories.Count > 0 ? Repositories[0] : DefaultRepository;

    /// <exception cref="ArgumentException">A word is neither.</exception>
    public static RepositoriesAndTimes Parse(IReadOnlyList<string> words, DateTimeOffset now) =>
        words.FirstOrDefault(word => word.StartsWith('-')) is { } option
        ? throw new ArgumentException($"This command has no option '{option}'.")
        : new(
            [.. words.Where(IsRepository).Select(word => RepositoryName.Parse(ImageReference.RequireRepository(word)))],
            [.. words.Where(word => !IsRepository(word)).Select(word => TimeParser.ParsePast(word, now))]);

    /// <summary>Whether a word is meant to be a repository: also app:1.0, which is part of an image reference, and no time.</summary>
    public static bool IsRepository(string word) =>
        word.IndexOfAny(['/', '@']) >= 0 || (word.Contains(':', StringComparison.Ordinal) && !char.IsAsciiDigit(word[0]));
}
