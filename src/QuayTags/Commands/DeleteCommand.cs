using System.CommandLine;
using Quay.Client;

namespace QuayTags;

/// <summary><c>delete</c>: deletes tags, which the time machine keeps.</summary>
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
        Option<string> expect = SharedSymbols.Digest("--expect", "What the tag must point at before; only with one tag.");
        var keepGoing = new Option<bool>("--keep-going") { Description = "Go on with the next tag when one fails." };
        var command = new WriteCommand(
            connection, "delete", "Delete tags; 'restore' brings them back while the time machine keeps them.", tags, expect, keepGoing);
        command.Validators.Add(result =>
        {
            if (result.GetResult(expect) is not null && result.GetResult(tags) is { Tokens.Count: > 1 })
            {
                result.AddError("--expect is for one tag: several do not point at the same digest for sure.");
            }
        });
        command.SetWrite(context, async (parsed, writes) =>
        {
            string[] all = parsed.GetRequiredValue(tags);
            TagWriteOptions? options = parsed.GetValue(expect) is { } expected
                ? new() { Precondition = TagPrecondition.PointsAt(expected) }
                : null;
            for (int i = 0; i < all.Length; i++)
            {
                string tag = all[i];
                bool done = await writes.RunAsync(
                    tag, () => writes.Tags.DeleteAsync(writes.Repository, tag, options, writes.CancellationToken));
                if (!done && !parsed.GetValue(keepGoing) && i + 1 < all.Length)
                {
                    writes.Skip(all[(i + 1)..]);
                    context.Note($"Not tried: {string.Join(", ", all[(i + 1)..])}. With --keep-going they would be.");
                    break;
                }
            }
        });
        return command;
    }
}
