using System.Collections.Immutable;
using System.Text.Json;

namespace Quay.Client.Testing;

/// <summary>Represents a manifest in a repository: an image, or a list of images.</summary>
public sealed class FakeManifest
{
    private static readonly JsonDocumentOptions NoDuplicates = new() { AllowDuplicateProperties = false };

    // Written by one thread at a time under the registry's lock, read without it.
    private volatile ImmutableList<FakeLabel> _labels = [];

    internal FakeManifest(string digest, string data)
    {
        Digest = digest;
        Data = data;
    }

    /// <summary>Gets the digest, such as <c>sha256:…</c>.</summary>
    public string Digest { get; }

    /// <summary>Gets the JSON text of the manifest. It is empty if only the digest is known, as in a proxy cache.</summary>
    public string Data { get; }

    /// <summary>Gets whether this is a list of manifests (an index). A list has children, but no layers and no size.</summary>
    public bool IsManifestList { get; init; }

    /// <summary>Gets the media type of the image's configuration; null for a list.</summary>
    public string? ConfigMediaType { get; init; }

    /// <summary>Gets the compressed size of all layers in bytes; null for a list, or if Quay does not know it.</summary>
    public long? Size { get; init; }

    /// <summary>Gets the size of the image's configuration in bytes.</summary>
    internal long ConfigSize { get; init; }

    /// <summary>Gets the layers, the lowest first; empty for a list.</summary>
    public IReadOnlyList<FakeLayer> Layers { get; init; } = [];

    /// <summary>Gets the digests of a list's manifests, even of those that are not in the repository.</summary>
    public IReadOnlyList<string> Children { get; init; } = [];

    /// <summary>Gets a snapshot of the labels, in the order in which they were added.</summary>
    public IReadOnlyList<FakeLabel> Labels => _labels;

    /// <summary>Gets or sets the number of pulls.</summary>
    public int Pulls { get; set; }

    /// <summary>Gets or sets the time of the last pull; null if there is none.</summary>
    public DateTimeOffset? LastPull { get; set; }

    /// <summary>Gets or sets the status of the security scan.</summary>
    /// <remarks>
    /// Quay's values are <c>scanned</c>, <c>failed</c>, <c>queued</c>, <c>unsupported</c> and <c>manifest_layer_too_large</c>.
    /// </remarks>
    public string SecurityStatus { get; set; } = "queued";

    /// <summary>Gets or sets the scan result as JSON text (the property <c>data</c> in Quay's JSON); null if there is none yet.</summary>
    /// <exception cref="JsonException">The value is not valid JSON.</exception>
    public string? SecurityData
    {
        get;
        set
        {
            if (value is not null)
            {
                JsonElement.Parse(value, NoDuplicates);
            }

            field = value;
        }
    }

    /// <summary>Gets or sets the error message of the 520 that Quay returns if it cannot reach the scanner; null if it can.</summary>
    public string? ScannerFailure { get; set; }

    /// <summary>Gets the tag name in a Docker schema 1 manifest, which only this tag can point at; null for other manifests.</summary>
    internal string? SchemaOneTag { get; init; }

    /// <summary>Returns the digest.</summary>
    public override string ToString() => Digest;

    internal void Add(FakeLabel label) => _labels = _labels.Add(label);

    internal void Remove(FakeLabel label) => _labels = _labels.Remove(label);
}
