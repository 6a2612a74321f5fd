using System.Text.Json.Serialization;

namespace QuayTags;

/// <summary>Serializes the reports of writes without reflection, so that the tool can be compiled ahead of time.</summary>
[JsonSerializable(typeof(PlanReport))]
[JsonSerializable(typeof(WriteReport))]
internal sealed partial class WriteJson : JsonSerializerContext;
