using System.CommandLine.Parsing;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Provides the custom parsers of arguments and options. They report invalid text as an error of the command line.</summary>
internal static class ArgumentParser
{
    public static RepositoryName Repository(ArgumentResult result) =>
        Read(result, text => RepositoryName.Parse(ImageReference.RequireRepository(RejectOption(text))));

    public static RepositoryQuery? Namespace(ArgumentResult result) =>
        Read(result, text => RepositoryQuery.InNamespace(ImageReference.RequireNamespace(RejectOption(text)), includePublic: true));

    public static RepositoryOrNamespace? RepositoryOrNamespace(ArgumentResult result) =>
        Read(result, text => QuayTags.RepositoryOrNamespace.Parse(RejectOption(text)));

    public static TimeSpan Interval(ArgumentResult result) =>
        Read(result, text => new WatchOptions { Interval = TimeParser.ParseDuration(text) }.Interval);

    public static string? Tag(ArgumentResult result) => Read(result, Tag);

    /// <summary>Parses the name of a tag for a command that does not take a glob here.</summary>
    public static string? ExactTag(ArgumentResult result) => Read(result, text => text.AsSpan().ContainsAny('*', '?')
        ? throw new ArgumentException(
            $"'{text}' is a glob, but this option takes the whole name. Pass --filter like:{text.Trim('*', '?')}, or use 'log --tag'.")
        : Tag(text));

    // The client would reject an invalid name only after it had deleted the tags before it.
    public static string[]? TagsToDelete(ArgumentResult result) =>
        [.. result.Tokens.Select(token => Read(result, token.Value, AddressableTag)!)];

    public static string? Glob(ArgumentResult result) =>
        Read(result, text => new RollbackOptions { Pattern = ImageReference.RequireTag(text) }.Pattern!);

    public static string[]? Globs(ArgumentResult result) =>
        [.. result.Tokens.Select(token => Read(result, token.Value, text => new RollbackOptions { Pattern = text }.Pattern)!)];

    public static string? Regex(ArgumentResult result) => Read(result, text => new RetentionPolicy { TagsRegex = text }.TagsRegex);

    public static TimeSpan Duration(ArgumentResult result) =>
        Read(result, text => new RetentionPolicy { OlderThan = TimeParser.ParseDuration(text) }.OlderThan!.Value);

    public static string? File(ArgumentResult result) =>
        Read(result, text => text.Length > 0 ? text : throw new ArgumentException("The name of the file is empty."));

    public static string? Digest(ArgumentResult result) =>
        Read(result, text => ManifestDigest.Parse(ImageReference.RequireDigest(text)).ToString());

    public static string? TagOrDigest(ArgumentResult result) =>
        result.Tokens[0].Value is var text && (ImageReference.IsDigest(text) || text.Contains('@', StringComparison.Ordinal))
            ? Digest(result)
            : Tag(result);

    public static Func<ArgumentResult, Expiry> Expiry(Func<SymbolResult, DateTimeOffset> now) => result =>
        Read(result, text => new Expiry(text == "never" ? null : TimeParser.ParseFuture(text, now(result))));

    /// <param name="parse">Parses a time, relative to the current time.</param>
    /// <param name="now">Gets the current time.</param>
    public static Func<ArgumentResult, DateTimeOffset?> Time(
        Func<string, DateTimeOffset, DateTimeOffset> parse, Func<SymbolResult, DateTimeOffset> now) =>
        result => Read<DateTimeOffset?>(result, text => parse(text, now(result)));

    public static Func<ArgumentResult, RepositoriesAndTimes?> RepositoriesAndTimes(
        Func<RepositoriesAndTimes, RepositoriesAndTimes> check, Func<SymbolResult, DateTimeOffset> now) => result => Read(
            result, () => check(QuayTags.RepositoriesAndTimes.Parse([.. result.Tokens.Select(token => token.Value)], now(result))));

    public static X509Certificate2Collection? Certificates(ArgumentResult result) => Read(result, Certificates);

    public static X509Certificate2Collection Certificates(string file)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new ArgumentException($"'{file}' cannot be read: {FileError.MessageOf(fault)}");
        }

        return certificates.Count > 0
            ? certificates
            : throw new ArgumentException($"'{file}' contains no certificate in PEM format (-----BEGIN CERTIFICATE-----).");
    }

    public static TagNameFilter? Filter(ArgumentResult result) => Read(result, text => text.Split(':', 2) switch
    {
        ["like", var name] => TagNameFilter.Like(name),
        ["eq", var name] => TagNameFilter.Eq(name),
        _ => throw new ArgumentException($"'{text}' is not a filter. Examples are like:rc and eq:latest."),
    });

    private static string Tag(string text) => TagName.Parse(ImageReference.RequireTag(RejectOption(text))).ToString();

    private static string AddressableTag(string text) => TagName.Parse(Tag(text)).IsAddressable
        ? text
        : throw new ArgumentException(
            $"'{text}' is not the name of a tag that can be deleted: a server or proxy could read it as another path.");

    // System.CommandLine treats an option that the command does not have as an argument.
    private static string RejectOption(string text) =>
        text.StartsWith('-') ? throw new ArgumentException($"This command has no option '{text}'.") : text;

    public static Uri? Url(ArgumentResult result) => Read(result, Url);

    public static Uri Url(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https"
        ? url
        : throw new ArgumentException(
            $"'{text}' is not the URL of a Quay server. It begins with https:// or http://, such as https://quay.io.");

    public static Uri? Proxy(ArgumentResult result) => Read(result, Proxy);

    // The address can contain a login, so the message does not repeat it.
    public static Uri Proxy(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url)
            && url.Scheme is "http" or "https" or "socks4" or "socks4a" or "socks5"
            && url is { Host.Length: > 0, PathAndQuery: "/" or "", Fragment: "" }
            ? url
            : throw new ArgumentException("The value is not the URL of a proxy, such as http://proxy.example.com:3128.");

    /// <summary>Parses one of several words, ignoring case.</summary>
    public static Func<ArgumentResult, string?> OneOf(IReadOnlyList<string> words) => result => Read(result, text =>
        words.FirstOrDefault(word => word.Equals(text, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"'{text}' is not one of {string.Join(", ", words)}."));

    public static Func<ArgumentResult, int> WholeNumber(int from, int to) => result => Read(result, text =>
        int.TryParse(text, CultureInfo.InvariantCulture, out int number) && number >= from && number <= to
            ? number
            : throw new ArgumentException(
                $"'{text}' is not a whole number {(to == int.MaxValue ? $"of at least {from}" : $"from {from} to {to}")}."));

    /// <param name="parse">Parses the text, and throws <see cref="ArgumentException"/> if it is invalid.</param>
    public static Func<ArgumentResult, T?> Of<T>(Func<string, T> parse) => result => Read(result, parse);

    /// <param name="parse">Parses one of the texts, and throws <see cref="ArgumentException"/> if it is invalid.</param>
    public static Func<ArgumentResult, T[]?> EachOf<T>(Func<string, T> parse) =>
        result => [.. result.Tokens.Select(token => Read(result, token.Value, parse)!)];

    /// <summary>Gets the message of the exception without the parameter's name, which means nothing to the user.</summary>
    public static string MessageOf(ArgumentException fault) => fault.Message.Split(" (Parameter '")[0];

    private static T? Read<T>(ArgumentResult result, Func<string, T> parse) => Read(result, result.Tokens[0].Value, parse);

    private static T? Read<T>(ArgumentResult result, string text, Func<string, T> parse) => Read(result, () => parse(text));

    private static T? Read<T>(ArgumentResult result, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (ArgumentException fault)
        {
            string option = result.Parent is OptionResult { IdentifierToken: { } typed } ? $"{typed.Value}: " : "";
            result.AddError(option + MessageOf(fault));
            return default;
        }
    }
}
