using System.CommandLine;
using Quay.Client;

namespace QuayTags;

/// <summary><c>delete</c>: deletes tags. Within the time machine's window, they can be restored.</summary>
internal static class DeleteCommand
{
    public static Command Create(ToolContext context)
    {
        var connection = new Connection(context);
        var tags = new Argument<string[]>("TAG")
        {
            Description = "The tags to delete.",
            Arity = ArgumentArity.OneOrMore,
            CustomParser = ArgumentParser.TagsToDelete,
        };
        Option<string> expect = SharedSymbols.Digest("--expect", "Delete the tag only if it points at this digest. Only with one TAG.");
        var keepGoing = new Option<bool>("--keep-going") { Description = "Continue with the next tag after a failure." };
        var command = new WriteCommand(
            context,
            connection,
            "delete",
            "Delete tags. 'restore' can restore them until Quay removes their history (by default, after two weeks).",
            [tags, expect, keepGoing],
            "quaytags delete quayadmin/busybox sample_tag --yes",
            "quaytags delete quayadmin/busybox sample_tag example --dry-run")
        {
            KeepGoing = keepGoing,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(expect) is not null && result.GetResult(tags) is { Tokens.Count: > 1 })
            {
                result.AddError("--expect needs exactly one TAG.");
            }

            if (result.GetResult(tags)?.Tokens.FirstOrDefault(tag => tag.Value.AsSpan().ContainsAny('*', '?')) is { } pattern)
            {
                string prune = ShellText.Of(["prune", "…", "--tag", pattern.Value]).Replace("'…'", "…", StringComparison.Ordinal);
                result.AddError($"'delete' takes names of tags, not patterns. To delete the tags of a pattern: {prune} --dry-run");
            }
        });
        command.SetWrites((parsed, target) =>
        [
            .. parsed.GetRequiredValue(tags).Distinct(StringComparer.Ordinal).Select(tag => new TagWrite
            {
                Tag = tag,
                Expected = parsed.GetValue(expect),
                SendAsync = precondition => target.Quay.Tags.DeleteAsync(
                    target.Repository, tag, new() { Precondition = precondition }, target.CancellationToken),
            }),
        ]);
        return command;
    }
}
