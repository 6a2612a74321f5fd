using System.Text.Json.Serialization;
using Quay.Client.Manifests;
using Quay.Client.Policies;
using Quay.Client.Repositories;
using Quay.Client.Tags;

namespace Quay.Client.Wire;

/// <summary>How every type on a Refit interface is read, without reflection. Fields that Quay adds later are ignored.</summary>
[JsonSourceGenerationOptions(RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Repository))]
[JsonSerializable(typeof(TagHistoryPage))]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(LabelList))]
[JsonSerializable(typeof(NewLabel))]
[JsonSerializable(typeof(AddedLabel))]
[JsonSerializable(typeof(ManifestSecurity))]
[JsonSerializable(typeof(ManifestPullStatistics))]
[JsonSerializable(typeof(PolicyList<AutoPrunePolicy>), TypeInfoPropertyName = "AutoPrunePolicies")]
[JsonSerializable(typeof(PolicyList<ImmutabilityPolicy>), TypeInfoPropertyName = "ImmutabilityPolicies")]
[JsonSerializable(typeof(PolicyId))]
internal sealed partial class QuayJsonContext : JsonSerializerContext;
