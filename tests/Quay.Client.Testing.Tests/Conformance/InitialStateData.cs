using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>The shape of <c>initial-state.json</c> and its like.</summary>
internal sealed record InitialStateData(
    IReadOnlyList<InitialStateData.Namespace> Namespaces,
    IReadOnlyList<InitialStateData.Token> Tokens,
    IReadOnlyList<InitialStateData.Repository> Repositories)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    public static string TextOf(string run) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Conformance", $"initial-state{run}.json"));

    public static InitialStateData Load(string run) => JsonSerializer.Deserialize<InitialStateData>(TextOf(run), Options)!;

    public sealed record Namespace(string Name, bool User, string? Email, bool Paying, bool Disabled, bool Superuser)
    {
        public IReadOnlyList<string> Owners { get; init; } = [];

        /// <summary>How many entries of each kind its usage log had already, all of one time.</summary>
        public IReadOnlyDictionary<string, int> Logged { get; init; } = new Dictionary<string, int>();

        public DateTimeOffset LoggedAt { get; init; }
    }

    public sealed record Token(
        string Value,
        string User,
        IReadOnlyList<string> Scopes,
        DateTimeOffset? Expires,
        int? Id,
        string? Application,
        string? ApplicationId);

    /// <summary>A repository; with <see cref="Copies"/>, so many of them, numbered from 1, of which every other is public.</summary>
    public sealed record Repository(
        string Name, bool Public, string? StatusToken, long? QuotaBytes, int? Copies, string? History, Series? Series)
    {
        public string? Description { get; init; }

        public string State { get; init; } = "NORMAL";

        public IReadOnlyList<string> StarredBy { get; init; } = [];

        public IReadOnlyDictionary<string, FakeRole> Roles { get; init; } = new Dictionary<string, FakeRole>();

        /// <summary>Entries of the usage log as Quay shows them, the oldest first.</summary>
        public IReadOnlyList<JsonObject> Log { get; init; } = [];

        public IReadOnlyList<Manifest> Manifests { get; init; } = [];

        /// <summary>Rows as the tag list shows them, the newest first.</summary>
        public JsonArray Tags { get; init; } = [];
    }

    /// <summary>
    /// Tags one second apart, which take turns with the images that the other tags of the repository point at, the oldest first.
    /// </summary>
    public sealed record Series(string Prefix, int Count, DateTimeOffset Start);

    /// <summary>
    /// What the tag list does not tell of an image. <paramref name="SchemaOneTag"/> is the tag
    /// that stands in a manifest of Docker schema 1.
    /// </summary>
    public sealed record Manifest(
        string Digest, string? Data, string? ConfigMediaType, string? SchemaOneTag, long? Size, int Pulls, DateTimeOffset? LastPull)
    {
        public IReadOnlyList<FakeLayer> Layers { get; init; } = [];

        public IReadOnlyList<FakeLabel> Labels { get; init; } = [];
    }
}
