using Quay.Client;

namespace QuayTags;

/// <summary>Represents the repositories and times of a command line, in any order. A repository has a slash; a time has none.</summary>
internal sealed record RepositoriesAndTimes(IReadOnlyList<RepositoryName> Repositories, IReadOnlyList<DateTimeOffset> Times)
{
    public const string DefaultRepository = "quayadmin/busybox";

    /// <summary>Gets the repository, or the default one, which only commands that read have.</summary>
    public RepositoryName Repository => Repositories.Count > 0 ? Repositories[0] : DefaultRepository;

    /// <exception cref="ArgumentException">An argument is neither a repository nor a time.</exception>
    public static RepositoriesAndTimes Parse(IReadOnlyList<string> arguments, DateTimeOffset now) =>
        arguments.FirstOrDefault(argument => argument.StartsWith('-')) is { } option
        ? throw new ArgumentException($"This command has no option '{option}'.")
        : new(
            [.. arguments.Where(IsRepository).Select(argument => RepositoryName.Parse(ImageReference.RequireRepository(argument)))],
            [.. arguments.Where(argument => !IsRepository(argument)).Select(argument => TimeParser.ParsePast(argument, now))]);

    /// <summary>Determines whether an argument is meant to be a repository, even if it is an image reference, such as app:1.0.</summary>
    public static bool IsRepository(string argument) =>
        argument.IndexOfAny(['/', '@']) >= 0 || (argument.Contains(':', StringComparison.Ordinal) && !char.IsAsciiDigit(argument[0]));
}
