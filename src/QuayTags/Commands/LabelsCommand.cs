using Quay.Client;

namespace QuayTags;

/// <summary><c>labels</c>: shows the labels of a manifest.</summary>
internal static class LabelsCommand
{
    public static ToolCommand Create(ToolContext context)
    {
        var connection = new Connection(context);
        var manifest = new ManifestArguments();
        var output = new ListOutput("one JSON object per label");
        var command = new ToolCommand(
            CommandGroup.Read,
            "labels",
            "List the labels of a manifest.",
            "quaytags labels quayadmin/busybox sample_tag");
        manifest.AddTo(command);
        output.AddTo(command);
        connection.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using QuayClient quay = connection.Open(parsed);
            (RepositoryName repository, ManifestDigest digest) = await manifest.ReadAsync(parsed, quay, cancellationToken);
            var writer = new ListWriter<ManifestLabel>(LabelFormat.Create(), output.Kind(parsed), context);
            foreach (ManifestLabel label in await quay.Manifests.GetLabelsAsync(repository, digest, cancellationToken: cancellationToken))
            {
                writer.Add(label);
            }

            writer.Complete();
            if (writer.Kind == OutputKind.Text)
            {
                context.Note($"{Counted.Of(writer.Count, "label")} of {digest}.");
            }
        });
        return command;
    }
}
