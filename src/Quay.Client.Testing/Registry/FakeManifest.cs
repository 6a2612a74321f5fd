using System.Collections.Immutable;
using System.Text.Json;

namespace Quay.Client.Testing;

/// <summary>A manifest in a repository: an image, or a list of images.</summary>
public sealed class FakeManifest
{
    private static readonly JsonDocumentOptions NoDuplicates = new() { AllowDuplicateProperties = false };

    // Written by one thread at a time, behind the registry's gate; read by any.
    private volatile ImmutableList<FakeLabel> _labels = [];

    internal FakeManifest(string digest, string data)
    {
        Digest = digest;
        Data = data;
    }

    /// <summary>Its digest, such as <c>sha256:…</c>.</summary>
    public string Digest { get; }

    /// <summary>The manifest itself: JSON text. Empty for one that is known by its digest only, as a proxy cache has it.</summary>
    public string Data { get; }

    /// <summary>Whether it is a list of manifests (an index), so that it has children and neither layers nor size.</summary>
    public bool IsManifestList { get; init; }

    /// <summary>The media type of the image's configuration; null for a list.</summary>
    public string? ConfigMediaType { get; init; }

    /// <summary>The size of all layers, compressed, in bytes; null for a list, and where Quay never counted.</summary>
    public long? Size { get; init; }

    /// <summary>The size of the image's configuration in bytes.</summary>
    internal long ConfigSize { get; init; }

    /// <summary>The layers, the lowest first; empty for a list.</summary>
    public IReadOnlyList<FakeLayer> Layers { get; init; } = [];

    /// <summary>The digests that a list refers to, whether the repository holds them or not.</summary>
    public IReadOnlyList<string> Children { get; init; } = [];

    /// <summary>The labels as of now: those of the image first.</summary>
    public IReadOnlyList<FakeLabel> Labels => _labels;

    /// <summary>How often it was pulled.</summary>
    public int Pulls { get; set; }

    /// <summary>When it was pulled last; null for never.</summary>
    public DateTimeOffset? LastPull { get; set; }

    /// <summary>
    /// How far the security scan got: <c>scanned</c>, <c>failed</c>, <c>queued</c>, <c>unsupported</c> or <c>manifest_layer_too_large</c>.
    /// </summary>
    public string SecurityStatus { get; set; } = "queued";

    /// <summary>What the scan found, as the JSON text of <c>data</c>; null for nothing yet.</summary>
    /// <exception cref="JsonException">It is set to what is no JSON.</exception>
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

    /// <summary>What Quay says when it asks for the scan and cannot reach the scanner: 520. Null while it can.</summary>
    public string? ScannerFailure { get; set; }

    /// <summary>The only tag that a Docker schema 1 manifest can have: it holds the tag's name. Null for any other manifest.</summary>
    internal string? SchemaOneTag { get; init; }

    /// <summary>The digest.</summary>
    public override string ToString() => Digest;

    internal void Add(FakeLabel label) => _labels = _labels.Add(label);

    internal void Remove(FakeLabel label) => _labels = _labels.Remove(label);
}
