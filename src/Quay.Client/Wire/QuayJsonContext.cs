using System.Text.Json.Serialization;
using Quay.Client.Repositories;
using Quay.Client.Tags;

namespace Quay.Client.Wire;

/// <summary>How every type on a Refit interface is read, without reflection. Fields that Quay adds later are ignored.</summary>
[JsonSourceGenerationOptions(RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Repository))]
[JsonSerializable(typeof(TagHistoryPage))]
[JsonSerializable(typeof(TagDigestBody))]
[JsonSerializable(typeof(TagExpirationBody))]
[JsonSerializable(typeof(TagImmutabilityBody))]
[JsonSerializable(typeof(TimeMachineBody))]
[JsonSerializable(typeof(TagPullStatistics))]
internal sealed partial class QuayJsonContext : JsonSerializerContext;
