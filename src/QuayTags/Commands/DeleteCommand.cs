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
            connection,
            "delete",
            "Delete tags. 'restore' can restore them until Quay removes their history (by default, after two weeks).",
            [tags, expect, keepGoing],
            "quaytags delete quayadmin/busybox sample_tag",
            "quaytags delete quayadmin/busybox sample_tag example --dry-run");
        command.Validators.Add(result =>
        {
            if (result.GetResult(expect) is not null && result.GetResult(tags) is { Tokens.Count: > 1 })
            {
                result.AddError("--expect needs exactly one TAG.");
            }
        });
        command.SetWrite(context, async (parsed, writer) =>
        {
            string[] all = parsed.GetRequiredValue(tags);
            TagWriteOptions? options = parsed.GetValue(expect) is { } expected
                ? new() { Precondition = TagPrecondition.PointsAt(expected) }
                : null;
            for (int i = 0; i < all.Length; i++)
            {
                string tag = all[i];
                bool done = await writer.RunAsync(
                    tag, () => writer.Tags.DeleteAsync(writer.Repository, tag, options, writer.CancellationToken));
                if (!done && !parsed.GetValue(keepGoing) && i + 1 < all.Length)
                {
                    writer.Skip(all[(i + 1)..]);
                    context.Warn($"Not tried: {string.Join(", ", all[(i + 1)..])}. Pass --keep-going to continue after a failure.");
                    break;
                }
            }
        });
        return command;
    }
}
