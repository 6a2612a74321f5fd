using System.Text.Json.Serialization;
using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Serializes what <c>--json</c> writes, without reflection, so that the tool can be compiled ahead of time.</summary>
[JsonSerializable(typeof(AutoPruneComparison))]
[JsonSerializable(typeof(AutoPruneSimulation))]
[JsonSerializable(typeof(DiffItem))]
[JsonSerializable(typeof(LogEntry))]
[JsonSerializable(typeof(ManifestLabel))]
[JsonSerializable(typeof(PlanReport))]
[JsonSerializable(typeof(PoliciesReport))]
[JsonSerializable(typeof(PolicyEntry))]
[JsonSerializable(typeof(Repository))]
[JsonSerializable(typeof(RepositoryListItem))]
[JsonSerializable(typeof(RepositoryTag))]
[JsonSerializable(typeof(SecurityReport))]
[JsonSerializable(typeof(SnapshotItem))]
[JsonSerializable(typeof(TagEvent))]
[JsonSerializable(typeof(TagHistoryEntry))]
[JsonSerializable(typeof(Vulnerability))]
[JsonSerializable(typeof(WhoamiReport))]
[JsonSerializable(typeof(WriteReport))]
internal sealed partial class ToolJson : JsonSerializerContext;
