using System.CommandLine;
using System.CommandLine.Parsing;

namespace QuayTags;

/// <summary>Gets the options of a command line that select the server, for a command that the user can copy.</summary>
internal static class ConnectionArguments
{
    private static readonly string[] Copied = ["--url", "--profile", "--ca-file", "--proxy", "--allow-insecure-http"];
    private static readonly string[] Secret = ["--token-command", "--token-stdin"];

    /// <summary>Gets the options, except those that hold or read a secret.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed) =>
    [
        .. Given(parsed)
            .Where(option => Copied.Contains(option.Option.Name) && !option.Tokens.Any(token => HasPassword(token.Value)))
            .SelectMany(option => option.Tokens.Select(token => token.Value).Prepend(option.Option.Name)),
    ];

    /// <summary>Gets the names of the given options that are not copied.</summary>
    public static IReadOnlyList<string> NotCopied(ParseResult parsed) =>
    [
        .. Given(parsed)
            .Where(option => Secret.Contains(option.Option.Name)
                || (Copied.Contains(option.Option.Name) && option.Tokens.Any(token => HasPassword(token.Value))))
            .Select(option => option.Option.Name),
    ];

    private static IEnumerable<OptionResult> Given(ParseResult parsed) =>
        parsed.CommandResult.Children.OfType<OptionResult>().Where(option => !option.Implicit);

    private static bool HasPassword(string value) => Uri.TryCreate(value, UriKind.Absolute, out Uri? url) && url.UserInfo.Length > 0;
}
