using System.CommandLine;
using Quay.Client;

namespace QuayTags;

/// <summary>What several commands take.</summary>
internal static class SharedSymbols
{
    public const string ExitCodeName = "--exit-code";

    public static Argument<RepositoryName> Repository() => new("REPOSITORY")
    {
        Description = "The repository, such as acme/app.",
        CustomParser = ArgumentParser.Repository,
        DefaultValueFactory = _ => QuayTags.RepositoriesAndTimes.DefaultRepository,
    };

    /// <summary>The repository that is written to, which has no default.</summary>
    public static Argument<RepositoryName> Target() => new("REPOSITORY")
    {
        Description = "The repository, such as acme/app.",
        CustomParser = ArgumentParser.Repository,
    };

    public static Argument<string> Tag(string name, string description) =>
        new(name) { Description = description, CustomParser = ArgumentParser.Tag };

    /// <summary>Repositories and times, as many as <paramref name="fits"/> says.</summary>
    public static Argument<RepositoriesAndTimes> RepositoriesAndTimes(
        string name, int most, string description, Func<RepositoriesAndTimes, bool> fits, Connection connection) => new(name)
        {
            Description = description,
            Arity = new ArgumentArity(1, most),
            CustomParser = ArgumentParser.RepositoriesAndTimes(
                given => fits(given) ? given : throw new ArgumentException($"{name} is required. {description}"), connection.Now),
        };

    public static Option<string> TagGlob() => new("--tag")
    {
        Description = "Only the tags that match this name or glob, such as '1.2.*'. Case matters.",
        HelpName = "TAG|GLOB",
        CustomParser = ArgumentParser.Glob,
    };

    public static Option<string> Digest(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DIGEST",
        CustomParser = ArgumentParser.Digest,
    };

    /// <summary>For all commands.</summary>
    public static Option<bool> Wide() => new("--wide")
    {
        Description = "Write whole digests and names, and all columns. Otherwise, each line fits into the terminal, or into COLUMNS cells: "
            + "digests and names are shortened, and less important columns are omitted. "
            + "If the output is not a terminal, only the digests in tables are shortened.",
        Recursive = true,
    };

    /// <summary>For commands that only read: what they find becomes the exit code.</summary>
    public static Option<bool> ExitCode(string description) => new(ExitCodeName) { Description = description };

    public static Option<bool> Json(string what) => new("--json")
    {
        Description = $"Write {what}. Quay's data keeps the property names of its API.",
    };
}
