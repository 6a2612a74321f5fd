using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Represents a notification of a repository: who is informed of an event. The fake stores notifications but sends none.</summary>
/// <param name="Id">The UUID.</param>
/// <param name="Title">The title; null if there is none.</param>
/// <param name="Event">The event, such as <c>repo_push</c>.</param>
/// <param name="Method">The way it is sent, such as <c>webhook</c>.</param>
/// <param name="Config">The settings of the method.</param>
/// <param name="EventConfig">The settings that restrict the event.</param>
internal sealed record FakeNotification(string Id, string? Title, string Event, string Method, JsonObject Config, JsonObject EventConfig);
