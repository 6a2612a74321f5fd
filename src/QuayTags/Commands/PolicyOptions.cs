using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Provides the options of a retention policy: its rules, or a file.</summary>
internal sealed class PolicyOptions
{
    private readonly Option<string[]> _tags = Globs("--tag", "Only tags that match this name or glob, such as 'pr-*'. Can be repeated.");
    private readonly Option<string> _regex = new("--regex")
    {
        Description = "Only tags whose whole name matches this regular expression.",
        HelpName = "REGEX",
        CustomParser = ArgumentParser.Regex,
    };

    private readonly Option<TimeSpan> _olderThan = new("--older-than")
    {
        Description = "Only tags that have pointed at their image for this long, such as 30d.",
        HelpName = "DURATION",
        CustomParser = ArgumentParser.Duration,
    };

    private readonly Option<int> _keepNewest = new("--keep-newest")
    {
        Description = "Keep the N newest matching tags.",
        HelpName = "N",
        CustomParser = ArgumentParser.WholeNumber(1, int.MaxValue),
    };

    private readonly Option<string[]> _protect = Globs("--protect", "Never delete tags that match this name or glob. Can be repeated.");
    private readonly Option<FileInfo> _file = File("Read the policy from this JSON file.");

    public IReadOnlyList<Option> All => [_tags, _regex, _olderThan, _keepNewest, _protect, _file];

    public static Option<FileInfo> File(string description) => new("--policy") { Description = description, HelpName = "FILE" };

    public void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>Gets what is wrong with the combination of options, or null.</summary>
    public string? Fault(CommandResult result)
    {
        bool Has(Option option) => result.GetResult(option) is not null;
        return Has(_file) && All.Count(Has) > 1 ? "--policy cannot be combined with the options of a policy."
            : All.Where(option => option != _protect).Any(Has) ? null
            : "--policy, or at least one of --tag, --regex, --older-than and --keep-newest is required.";
    }

    /// <exception cref="UsageException">The file is not a policy.</exception>
    public async Task<RetentionPolicy> ReadAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_file) is not { } file)
        {
            return new RetentionPolicy
            {
                Tags = parsed.GetValue(_tags) ?? [],
                TagsRegex = parsed.GetValue(_regex),
                OlderThan = parsed.GetResult(_olderThan) is null ? null : parsed.GetValue(_olderThan),
                KeepNewest = parsed.GetResult(_keepNewest) is null ? null : parsed.GetValue(_keepNewest),
                ProtectTags = parsed.GetValue(_protect) ?? [],
            };
        }

        return await ReadAsync(file, cancellationToken);
    }

    /// <exception cref="UsageException">The file is not a policy.</exception>
    public static async Task<RetentionPolicy> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        string text = await System.IO.File.ReadAllTextAsync(file.FullName, cancellationToken);
        try
        {
            return RetentionPolicy.Parse(text);
        }
        catch (JsonException fault)
        {
            throw new UsageException($"--policy {file}: this is not a policy: {fault.Message}");
        }
    }

    private static Option<string[]> Globs(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TAG|GLOB",
        CustomParser = ArgumentParser.Globs,
    };
}
