using System.Text.Json.Serialization;
using Quay.Client.Manifests;
using Quay.Client.Policies;
using Quay.Client.Repositories;
using Quay.Client.Tags;
using Quay.Client.Users;

namespace Quay.Client.Wire;

/// <summary>How every type on a Refit interface is read, without reflection. Fields that Quay adds later are ignored.</summary>
[JsonSourceGenerationOptions(RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Repository))]
[JsonSerializable(typeof(RepositoryPage))]
[JsonSerializable(typeof(NewRepository))]
[JsonSerializable(typeof(CreatedRepository))]
[JsonSerializable(typeof(NewDescription))]
[JsonSerializable(typeof(NewVisibility))]
[JsonSerializable(typeof(NewState))]
[JsonSerializable(typeof(ChangeAnswer))]
[JsonSerializable(typeof(LogPage))]
[JsonSerializable(typeof(TagHistoryPage))]
[JsonSerializable(typeof(TagDigestBody))]
[JsonSerializable(typeof(TagExpirationBody))]
[JsonSerializable(typeof(TagImmutabilityBody))]
[JsonSerializable(typeof(TimeMachineBody))]
[JsonSerializable(typeof(TagPullStatistics))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(StarredRepositories))]
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
