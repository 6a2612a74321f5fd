namespace Quay.Client;

internal readonly record struct ManifestReference
{
    public ManifestReference(RepositoryName repository, ManifestDigest digest) =>
        (Repository, Digest) = (repository.ThrowIfDefault().ToString(), digest.ThrowIfDefault(nameof(digest)).ToString());

    public string Repository { get; }

    public string Digest { get; }

    public override string ToString() => $"{Repository}@{Digest}";
}
