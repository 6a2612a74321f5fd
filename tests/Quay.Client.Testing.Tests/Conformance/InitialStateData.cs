using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>Represents the content of <c>initial-state.json</c> and its variants.</summary>
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

        /// <summary>Gets the number of usage log entries of each kind. All have the time <see cref="LoggedAt"/>.</summary>
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

    /// <summary>
    /// Represents a repository; with <see cref="Copies"/>, that many repositories, numbered from 1, every other one public.
    /// </summary>
    public sealed record Repository(
        string Name, bool Public, string? StatusToken, long? QuotaBytes, int? Copies, string? History, Series? Series)
    {
        public string? Description { get; init; }

        public string State { get; init; } = "NORMAL";

        public IReadOnlyList<string> StarredBy { get; init; } = [];

        public IReadOnlyDictionary<string, FakeRole> Roles { get; init; } = new Dictionary<string, FakeRole>();

        /// <summary>Gets the entries of the usage log as Quay returns them, oldest first.</summary>
        public IReadOnlyList<JsonObject> Log { get; init; } = [];

        public IReadOnlyList<Manifest> Manifests { get; init; } = [];

        /// <summary>Gets the entries as the tag list returns them, newest first.</summary>
        public JsonArray Tags { get; init; } = [];
    }

    /// <summary>
    /// Represents tags that were created one second apart. They point in turn at the images of the repository's other tags, oldest first.
    /// </summary>
    public sealed record Series(string Prefix, int Count, DateTimeOffset Start);

    /// <summary>
    /// Represents what the tag list does not contain about an image. <paramref name="SchemaOneTag"/> is the tag in a Docker schema 1
    /// manifest.
    /// </summary>
    public sealed record Manifest(
        string Digest, string? Data, string? ConfigMediaType, string? SchemaOneTag, long? Size, int Pulls, DateTimeOffset? LastPull)
    {
        public IReadOnlyList<FakeLayer> Layers { get; init; } = [];

        public IReadOnlyList<FakeLabel> Labels { get; init; } = [];
    }
}
