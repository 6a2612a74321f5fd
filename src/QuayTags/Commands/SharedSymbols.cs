using System.CommandLine;
using Quay.Client;

namespace QuayTags;

/// <summary>Creates the arguments and options that several commands share.</summary>
internal static class SharedSymbols
{
    public const string ExitCodeName = "--exit-code";
    public const string TargetName = "REPOSITORY";

    public static Argument<RepositoryName> Repository() => new("REPOSITORY")
    {
        Description = "The repository, such as acme/app.",
        CustomParser = ArgumentParser.Repository,
        DefaultValueFactory = _ => QuayTags.RepositoriesAndTimes.DefaultRepository,
    };

    /// <summary>Creates the repository of a command that writes, which has no default.</summary>
    public static Argument<RepositoryName> Target() => new(TargetName)
    {
        Description = "The repository, such as acme/app.",
        CustomParser = ArgumentParser.Repository,
    };

    public static Argument<string> Tag(string name, string description) =>
        new(name) { Description = description, CustomParser = ArgumentParser.Tag };

    /// <summary>Creates an argument for repositories and times that <paramref name="isValid"/> accepts.</summary>
    public static Argument<RepositoriesAndTimes> RepositoriesAndTimes(
        string name, int most, string description, Func<RepositoriesAndTimes, bool> isValid, Connection connection) => new(name)
        {
            Description = description,
            Arity = new ArgumentArity(1, most),
            CustomParser = ArgumentParser.RepositoriesAndTimes(
                arguments => isValid(arguments) ? arguments : throw new ArgumentException($"{name} is required. {description}"),
                connection.Now),
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

    /// <summary>Creates the option <c>--wide</c> of all commands.</summary>
    public static Option<bool> Wide() => new("--wide")
    {
        Description = "Write whole digests and all columns. Otherwise, lines are shortened to the width of the terminal.",
        Recursive = true,
    };

    /// <summary>Creates the option <c>--exit-code</c> of commands that report their result in the exit code.</summary>
    public static Option<bool> ExitCode(string description) => new(ExitCodeName) { Description = description };

    /// <summary>Creates the option <c>--who</c> of commands that show events.</summary>
    public static Option<bool> Who() => new("--who")
    {
        Description = "Also show who caused each event, from the usage log. The token needs the scope repo:admin.",
    };

    public static Option<bool> Json(string what) => new("--json")
    {
        Description = $"Write {what}. Quay's data keeps the property names of its API.",
    };
}
