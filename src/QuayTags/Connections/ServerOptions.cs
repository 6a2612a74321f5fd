using System.CommandLine;
using System.CommandLine.Parsing;
using System.Security.Cryptography.X509Certificates;

namespace QuayTags;

/// <summary>Provides the options that select a server, and combines them with environment variables and a profile.</summary>
/// <remarks>
/// An option overrides an environment variable, which overrides the profile. But the token of a profile that an option names overrides
/// the variables, because their token can be for another server.
/// </remarks>
internal sealed class ServerOptions(ToolContext context)
{
    public const string UrlVariable = "QUAY_URL";
    public const string TokenVariable = "QUAY_TOKEN";
    public const string OtherTokenVariable = "QUAY_OTHER_TOKEN";
    public const string TokenCommandVariable = "QUAY_TOKEN_COMMAND";
    public const string CaFileVariable = "QUAY_CA_FILE";
    public const string ProxyVariable = "QUAY_PROXY";
    public const string ProfileVariable = "QUAY_PROFILE";

    public const string TokenInputName = "--token-stdin";

    /// <summary>The error about a token on the command line.</summary>
    public const string TokenRefusal =
        "A token must not be an argument, because other users and the history of the shell show arguments. "
        + $"Set {TokenVariable}, or pass --token-stdin or --token-command COMMAND.";

    private readonly Option<Uri> _url = new("--url")
    {
        Description = $"The root URL of the Quay server, such as https://quay.io. Default: {UrlVariable}, or the URL of the profile. "
            + $"Without any of them, the tool uses sample data (quayadmin/busybox and rqorg/hist2500) as of {SampleQuay.Now:u}.",
        HelpName = "URL",
        CustomParser = ArgumentParser.Url,
    };

    private readonly Option<string> _profile = new("--profile")
    {
        Description = $"The profile in profiles.json to use. Default: {ProfileVariable}, or the default profile of the file.",
        HelpName = "NAME",
    };

    private readonly Option<bool> _tokenInput = new(TokenInputName)
    {
        Description = $"Read the OAuth access token from the first line of standard input. Default: {TokenVariable}.",
    };

    private readonly Option<string> _tokenCommand = new("--token-command")
    {
        Description = "Run this command with the shell, and use the first line that it prints as the token. "
            + $"Default: {TokenCommandVariable}.",
        HelpName = "COMMAND",
    };

    private readonly Option<X509Certificate2Collection> _certificates = new("--ca-file")
    {
        Description = "A PEM file of certificates to trust in addition to the machine's, such as a company's certificate authority. "
            + $"Default: {CaFileVariable}.",
        HelpName = "FILE",
        CustomParser = ArgumentParser.Certificates,
    };

    private readonly Option<Uri> _proxy = new("--proxy")
    {
        Description = $"The proxy for all requests. Default: {ProxyVariable}; without it, HTTPS_PROXY and NO_PROXY apply.",
        HelpName = "URL",
        CustomParser = ArgumentParser.Proxy,
    };

    private readonly Option<bool> _insecure = new("--allow-insecure-http")
    {
        Description = "Send the token over http, without encryption.",
    };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _url, _profile, _tokenInput, _tokenCommand, _certificates, _proxy, _insecure })
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetResult(_tokenInput) is not null && result.GetResult(_tokenCommand) is not null)
            {
                result.AddError("--token-stdin and --token-command cannot be combined.");
            }
        });
    }

    /// <summary>Creates a hidden option of all commands whose error explains how to pass a token. It never shows the value.</summary>
    public static Option<string[]> RefuseToken() => new("--token")
    {
        Hidden = true,
        Recursive = true,
        Arity = ArgumentArity.ZeroOrMore,
        CustomParser = result =>
        {
            result.AddError(TokenRefusal);
            return [];
        },
    };

    /// <summary>Determines whether no server is selected. If the profile file is unusable, <see cref="Resolve"/> throws.</summary>
    public bool SelectsSample(SymbolResult result)
    {
        try
        {
            return result.GetResult(_url) is null && Variable(UrlVariable) is null
                && result.GetResult(_profile) is null && Variable(ProfileVariable) is null
                && ProfileFile.FindDefault(context.ConfigurationFolder) is null;
        }
        catch (UsageException)
        {
            return false;
        }
    }

    /// <summary>Combines the settings of the selected server.</summary>
    /// <returns>The settings, or null if no server is selected.</returns>
    /// <exception cref="UsageException">A variable or the profile is invalid, or the URL is not that of the profile.</exception>
    public ServerSettings? Resolve(ParseResult parsed)
    {
        (Uri? url, string source) = parsed.GetValue(_url) is { } option ? (option, "--url")
            : Variable(UrlVariable) is { } variable ? (Parse(UrlVariable, variable, ArgumentParser.Url), UrlVariable)
            : (null, "");
        Profile? profile = parsed.GetValue(_profile) is { } name ? Find(name, "--profile")
            : Variable(ProfileVariable) is { } named ? Find(named, ProfileVariable)
            : url is null ? ProfileFile.FindDefault(context.ConfigurationFolder)
            : null;
        if (profile is not null && url is not null && !IsSameServer(url, profile.Url))
        {
            throw new UsageException(
                $"{source} is {url}, but profile '{profile.Name}' is for {profile.Url}. "
                + "The tool sends the token of a profile only to its URL. Pass another profile, or none.");
        }

        TokenSource? token = Token(parsed, profile);
        if ((url ?? profile?.Url) is { } server)
        {
            return Combine(server, url is null ? $"profile '{profile!.Name}'" : source, token, profile, parsed);
        }

        // Otherwise, a pipeline without its URL would judge the sample data.
        return token is null ? null : throw new UsageException(
            $"There is a token ({token.Name}), but no server. Pass --url, or set {UrlVariable}.");
    }

    /// <summary>Combines the settings of a second server, which has another token.</summary>
    /// <param name="url">The value of <c>--other-url</c>, or null.</param>
    /// <param name="profileName">The value of <c>--other-profile</c>, or null.</param>
    /// <param name="parsed">The command line.</param>
    /// <returns>The settings, or null without one of the two values.</returns>
    /// <exception cref="UsageException">A variable or the profile is invalid.</exception>
    public ServerSettings? ResolveOther(Uri? url, string? profileName, ParseResult parsed)
    {
        Profile? profile = profileName is null ? null : Find(profileName, "--other-profile");
        TokenSource? token = OwnToken(profile)
            ?? (Variable(OtherTokenVariable) is { } text ? TokenSource.OfText(OtherTokenVariable, text) : null);
        return (url ?? profile?.Url) is not { } server ? null
            : Combine(server, url is null ? $"profile '{profile!.Name}'" : "--other-url", token, profile, parsed);
    }

    private ServerSettings Combine(Uri url, string source, TokenSource? token, Profile? profile, ParseResult parsed) => new()
    {
        Url = url,
        UrlSource = source,
        Token = token,
        Certificates = parsed.GetValue(_certificates)
            ?? Setting(CaFileVariable, ArgumentParser.Certificates)
            ?? (profile?.CaFile is { } file ? Parse($"profile '{profile.Name}'", file, ArgumentParser.Certificates) : null),
        CaFile = parsed.GetResult(_certificates)?.Tokens[0].Value ?? Variable(CaFileVariable),
        Proxy = OwnProxy(parsed) ?? profile?.Proxy,
        OwnProxy = OwnProxy(parsed),
        AllowInsecureHttp = parsed.GetValue(_insecure) || profile?.AllowInsecureHttp == true,
        Profile = profile?.Name,
    };

    private Uri? OwnProxy(ParseResult parsed) => parsed.GetValue(_proxy) ?? Setting(ProxyVariable, ArgumentParser.Proxy);

    // The scheme and the path count, too: a token must go neither unencrypted nor to another application of the host.
    private static bool IsSameServer(Uri first, Uri second) =>
        first.GetLeftPart(UriPartial.Path).TrimEnd('/') == second.GetLeftPart(UriPartial.Path).TrimEnd('/');

    private static T Parse<T>(string source, string text, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (ArgumentException fault)
        {
            throw new UsageException($"{source}: {ArgumentParser.MessageOf(fault)}");
        }
    }

    private Profile Find(string name, string source) => ProfileFile.Find(context.ConfigurationFolder, name, source);

    private TokenSource? Token(ParseResult parsed, Profile? profile) =>
        parsed.GetValue(_tokenInput) ? TokenSource.OfInput("--token-stdin")
        : parsed.GetValue(_tokenCommand) is { } command ? TokenSource.OfCommand("--token-command", command)
        : parsed.GetResult(_profile) is not null && OwnToken(profile) is { } own ? own
        : Variable(TokenVariable) is { } token ? TokenSource.OfText(TokenVariable, token)
        : Variable(TokenCommandVariable) is { } variable ? TokenSource.OfCommand(TokenCommandVariable, variable)
        : OwnToken(profile);

    private static TokenSource? OwnToken(Profile? profile) => profile switch
    {
        { TokenCommand: { } command } => TokenSource.OfCommand($"token_command of profile '{profile.Name}'", command),
        { Token: { } token } => TokenSource.OfText($"token of profile '{profile.Name}'", token),
        _ => null,
    };

    private T? Setting<T>(string variable, Func<string, T> parse)
        where T : class => Variable(variable) is { } text ? Parse(variable, text, parse) : null;

    private string? Variable(string name) => context.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
