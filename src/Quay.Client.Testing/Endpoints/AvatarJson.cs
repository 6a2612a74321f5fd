using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Creates the avatars of users and organizations: a hash of the e-mail address, and a color derived from the hash.</summary>
internal static class AvatarJson
{
    private static readonly string[] Colors =
    [
        "#969696", "#aec7e8", "#ff7f0e", "#ffbb78", "#2ca02c", "#98df8a", "#d62728", "#ff9896", "#9467bd", "#c5b0d5", "#8c564b",
        "#c49c94", "#e377c2", "#f7b6d2", "#7f7f7f", "#c7c7c7", "#bcbd22", "#1f77b4", "#17becf", "#9edae5", "#393b79", "#5254a3",
        "#6b6ecf", "#9c9ede", "#9ecae1", "#31a354", "#b5cf6b", "#a1d99b", "#8c6d31", "#ad494a", "#e7ba52", "#a55194",
    ];

    public static JsonObject Of(FakeNamespace named) => Of(named.Name, named.Email, named.IsOrganization ? "org" : "user");

    /// <summary>Returns the avatar of a team, which has no e-mail address.</summary>
    public static JsonObject OfTeam(string name) => Of(name, name, "team");

    public static JsonObject Of(string name, string email, string kind)
    {
#pragma warning disable CA1308 // Quay hashes lower case.
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email.Trim().ToLowerInvariant())));
#pragma warning restore CA1308
        int color = int.Parse(hash.AsSpan(0, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) % Colors.Length;
        return new JsonObject { ["name"] = name, ["hash"] = hash, ["color"] = Colors[color], ["kind"] = kind };
    }
}
