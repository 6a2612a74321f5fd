using System.CommandLine;
using System.CommandLine.Parsing;

namespace QuayTags;

/// <summary>
/// Gets the options that select the server of a command, for a command that the user can copy. They include what the environment and the
/// default profile set, so that the copied command uses the same server in another shell.
/// </summary>
internal static class ConnectionArguments
{
    private static readonly string[] Secret = ["--token-command", "--token-stdin"];

    /// <summary>Gets the options, except those that hold or read a secret.</summary>
    /// <param name="settings">The settings of the server; null for the sample data.</param>
    public static IReadOnlyList<string> Of(ServerSettings? settings) => settings is null ? [] :
    [
        .. settings.Profile is { } profile ? ["--profile", profile]
            : HasPassword(settings.Url) ? Array.Empty<string>()
            : ["--url", $"{settings.Url}"],
        .. settings.CaFile is { } file ? ["--ca-file", file] : Array.Empty<string>(),
        .. settings.OwnProxy is { } proxy && !HasPassword(proxy) ? ["--proxy", proxy.OriginalString] : Array.Empty<string>(),
        .. settings.AllowInsecureHttp ? ["--allow-insecure-http"] : Array.Empty<string>(),
    ];

    /// <summary>Gets the names of the options that the user must add.</summary>
    public static IReadOnlyList<string> NotCopied(ParseResult parsed, ServerSettings? settings) =>
    [
        .. Secret.Where(name => IsGiven(parsed, name)),
        .. settings is { Profile: null } && HasPassword(settings.Url) ? ["--url"] : Array.Empty<string>(),
        .. settings?.OwnProxy is { } proxy && HasPassword(proxy) ? ["--proxy"] : Array.Empty<string>(),
    ];

    /// <summary>Determines whether an option is on the command line.</summary>
    public static bool IsGiven(ParseResult parsed, string option) => parsed.GetResult(option) is OptionResult { Implicit: false };

    private static bool HasPassword(Uri url) => url.UserInfo.Length > 0;
}
