using System.Text.Json.Serialization;

namespace Quay.Client.History;

/// <summary>Whether Quay holds a manifest, so that a tag can point at it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ManifestPresence>))]
public enum ManifestPresence
{
    /// <summary>
    /// It does not tell: no live tag reaches the manifest, and of such ones only the security scanner's endpoint knows, which is switched off or fails there.
    /// Restoring it will tell.
    /// </summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>It does.</summary>
    [JsonStringEnumMemberName("held")]
    Held,

    /// <summary>It does not: the collector took it, and restoring it will fail.</summary>
    [JsonStringEnumMemberName("gone")]
    Gone,
}
