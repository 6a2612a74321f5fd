namespace Quay.Client;

/// <summary>The labels of a manifest: how they are listed, added and deleted. Every name that comes here is checked.</summary>
internal sealed class ManifestLabels(IManifestApi api, WriteSender writes)
{
    public async Task<IReadOnlyList<ManifestLabel>> ListAsync(string repository, string digest, string? prefix, CancellationToken cancellationToken)
    {
        LabelList answer = await api.ListManifestLabelsAsync(repository, digest, Sent(prefix), cancellationToken).ConfigureAwait(false);
        return string.IsNullOrEmpty(prefix)
            ? answer.Labels
            : [.. answer.Labels.Where(label => label.Key.StartsWith(prefix, StringComparison.Ordinal))];
    }

    public async Task<ManifestLabel> AddAsync(string repository, string digest, NewLabel label, CancellationToken cancellationToken)
    {
        // Labels like it may be there already: only by these is the new one known.
        IReadOnlyList<ManifestLabel> before = await ListAsync(repository, digest, label.Key, cancellationToken).ConfigureAwait(false);
        HashSet<string> known = [.. before.Select(other => other.Id)];
        return await writes.SendAsync(
            $"Adding the label {label.Key} to {repository}@{digest}",
            async token => (await api.AddManifestLabelAsync(repository, digest, label, token).ConfigureAwait(false)).Label is var added
                && added.Key == label.Key && Uuid.IsOne(added.Id)
                    ? added
                    : throw new QuayResponseException($"The response is about the label {Quoted.Text(added.Key)} with the id {Quoted.Text(added.Id)}, but another label was added."),
            async token => (await ListAsync(repository, digest, label.Key, token).ConfigureAwait(false))
                .Where(other => !known.Contains(other.Id) && IsOf(other, label)).Take(2).ToList() switch
                {
                    [] => VerifiedWrite<ManifestLabel>.NotApplied,
                    [var added] => VerifiedWrite<ManifestLabel>.Applied(added),
                    _ => VerifiedWrite<ManifestLabel>.Unknown("there are several new labels of that key and value, so that someone else has added one too."),
                },
            cancellationToken).ConfigureAwait(false);
    }

    public Task DeleteAsync(string repository, string digest, string id, CancellationToken cancellationToken) => writes.SendAsync(
        $"Deleting the label {id} of {repository}@{digest}",
        async token =>
        {
            await api.DeleteManifestLabelAsync(repository, digest, id, token).ConfigureAwait(false);
            return true;
        },
        async token =>
        {
            try
            {
                await api.GetManifestLabelAsync(repository, digest, id, token).ConfigureAwait(false);
                return VerifiedWrite<bool>.NotApplied;
            }
            catch (QuayNotFoundException)
            {
                return VerifiedWrite<bool>.Applied(true);
            }
        },
        cancellationToken);

    // Quay takes quotes out of what it looks for, and would find nothing.
    private static string? Sent(string? prefix)
    {
        string? sent = prefix?.Split('\'', '"', '`')[0];
        return string.IsNullOrEmpty(sent) ? null : sent;
    }

    private static bool IsOf(ManifestLabel label, NewLabel added) =>
        label.Key == added.Key && label.Value == added.Value && (added.MediaType is null || label.MediaType == added.MediaType);
}
