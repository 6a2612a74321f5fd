using System.CommandLine;
using Quay.Client;

namespace QuayTags;

/// <summary>Represents the arguments of a command that shows a manifest: a repository, and a tag or a digest.</summary>
internal sealed class ManifestArguments
{
    private readonly Argument<RepositoryName> _repository = SharedSymbols.Target();
    private readonly Argument<string> _tagOrDigest = new("TAG|DIGEST")
    {
        Description = "The tag, such as latest, or the digest of the manifest.",
        CustomParser = ArgumentParser.TagOrDigest,
    };

    public void AddTo(Command command)
    {
        command.Add(_repository);
        command.Add(_tagOrDigest);
    }

    /// <summary>Gets the manifest. It sends a request for a tag, but not for a digest.</summary>
    /// <exception cref="QuayException">The tag does not exist, or the request failed.</exception>
    public async Task<(RepositoryName Repository, ManifestDigest Digest)> ReadAsync(
        ParseResult parsed, QuayClient quay, CancellationToken cancellationToken)
    {
        RepositoryName repository = parsed.GetValue(_repository);
        string text = parsed.GetRequiredValue(_tagOrDigest);
        string? digest = ImageReference.IsDigest(text)
            ? text
            : (await quay.Tags.GetAsync(repository, text, cancellationToken)).ManifestDigest;
        return (repository, digest ?? throw new IOException($"{quay.Endpoint} returned the tag '{text}' without a digest."));
    }
}
