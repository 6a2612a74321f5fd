using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>What is to be told to whom when something happens in a repository. The fake keeps it; it tells nobody.</summary>
/// <param name="Id">Its UUID.</param>
/// <param name="Title">What people call it; null for nothing.</param>
/// <param name="Event">What has to happen: <c>repo_push</c>, ….</param>
/// <param name="Method">How it is sent: <c>webhook</c>, ….</param>
/// <param name="Config">What the method needs to know.</param>
/// <param name="EventConfig">What narrows the event.</param>
internal sealed record FakeNotification(string Id, string? Title, string Event, string Method, JsonObject Config, JsonObject EventConfig);
