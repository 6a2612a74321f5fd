using System.CommandLine;
using System.Security.Cryptography.X509Certificates;

namespace QuayTags.Tests;

/// <summary>Tests which source of a setting wins: an option, an environment variable, a profile or the default.</summary>
public sealed class PrecedenceTests : IDisposable
{
    private const string Json = """
        {
          // Comments and trailing commas are allowed.
          "default_profile": "work",
          "profiles": {
            "work": {
              "url": "https://work.example", "token_command": "print-token", "ca_file": "certificates/work.pem",
              "proxy": "http://work-proxy.example:3128", "allow_insecure_http": true,
            },
            "home": { "url": "https://home.example/quay/", "token": "canary" },
            "bare": { "url": "https://bare.example" },
          },
        }
        """;

    private readonly ProfileFolder _profiles = new(Json);

    public PrecedenceTests()
    {
        Directory.CreateDirectory(Path.Combine(_profiles.Folder, "certificates"));
        foreach (string name in (string[])["certificates/work", "option", "variable"])
        {
            using X509Certificate2 authority = TlsProxy.Authority(Path.GetFileName(name));
            File.WriteAllText(Path.Combine(_profiles.Folder, $"{name}.pem"), authority.ExportCertificatePem());
        }
    }

    public void Dispose() => _profiles.Dispose();

    [Theory]
    [InlineData("", "", "https://work.example/ of profile 'work'")]
    [InlineData("", "QUAY_PROFILE=home", "https://home.example/quay/ of profile 'home'")]
    [InlineData("--profile work", "QUAY_PROFILE=home", "https://work.example/ of profile 'work'")]
    [InlineData("", "QUAY_URL=https://variable.example", "https://variable.example/ of QUAY_URL")]
    [InlineData("--url https://option.example", "QUAY_URL=https://variable.example", "https://option.example/ of --url")]
    [InlineData("--profile home --url https://home.example/quay", "", "https://home.example/quay of --url")]
    public void Url(string args, string environment, string expected)
    {
        ServerSettings settings = Resolve(args, environment)!;

        Assert.Equal(expected, $"{settings.Url} of {settings.UrlSource}");
    }

    [Theory]
    [InlineData("", "", "token_command of profile 'work'")]
    [InlineData("--profile home", "", "token of profile 'home'")]
    [InlineData("--profile home", "QUAY_TOKEN=x", "token of profile 'home'")]
    [InlineData("--profile work", "QUAY_TOKEN_COMMAND=x", "token_command of profile 'work'")]
    [InlineData("--profile home --token-command x", "QUAY_TOKEN=x", "--token-command")]
    [InlineData("--profile bare", "QUAY_TOKEN=x", "QUAY_TOKEN")]
    [InlineData("", "QUAY_PROFILE=home;QUAY_TOKEN=x", "QUAY_TOKEN")]
    [InlineData("", "QUAY_TOKEN_COMMAND=x", "QUAY_TOKEN_COMMAND")]
    [InlineData("", "QUAY_TOKEN_COMMAND=x;QUAY_TOKEN=y", "QUAY_TOKEN")]
    [InlineData("--token-command x", "QUAY_TOKEN_COMMAND=x;QUAY_TOKEN=y", "--token-command")]
    [InlineData("--token-stdin", "QUAY_TOKEN_COMMAND=x;QUAY_TOKEN=y", "--token-stdin")]
    [InlineData("--url https://option.example", "", null)]
    [InlineData("--url https://option.example", "QUAY_OTHER_TOKEN=x", null)]
    [InlineData("", "QUAY_TOKEN=", "token_command of profile 'work'")]
    public void Token(string args, string environment, string? expected) =>
        Assert.Equal(expected, Resolve(args, environment)!.Token?.Name);

    [Theory]
    [InlineData("home", "", "token of profile 'home'")]
    [InlineData("home", "QUAY_OTHER_TOKEN=x", "token of profile 'home'")]
    [InlineData("bare", "QUAY_OTHER_TOKEN=x", "QUAY_OTHER_TOKEN")]
    [InlineData("bare", "QUAY_TOKEN=x", null)]
    public void Token_of_the_other_profile(string profile, string environment, string? expected)
    {
        (ServerOptions options, ParseResult parsed) = Parse("", environment);

        Assert.Equal(expected, options.ResolveOther(url: null, profile, parsed)!.Token?.Name);
    }

    [Theory]
    [InlineData("", "", "CN=work")]
    [InlineData("", "QUAY_CA_FILE=@variable.pem", "CN=variable")]
    [InlineData("--ca-file @option.pem", "QUAY_CA_FILE=@variable.pem", "CN=option")]
    [InlineData("--profile home", "", null)]
    public void Ca_file(string args, string environment, string? expected) =>
        Assert.Equal(expected, Resolve(args, environment)!.Certificates?.Single().Subject);

    [Theory]
    [InlineData("", "", "http://work-proxy.example:3128/")]
    [InlineData("", "QUAY_PROXY=http://variable.example", "http://variable.example/")]
    [InlineData("--proxy socks5://option.example:1080", "QUAY_PROXY=http://variable.example", "socks5://option.example:1080/")]
    [InlineData("--profile home", "", null)]
    public void Proxy(string args, string environment, string? expected) =>
        Assert.Equal(expected, Resolve(args, environment)!.Proxy?.ToString());

    [Theory]
    [InlineData("", true)]
    [InlineData("--profile home", false)]
    [InlineData("--profile home --allow-insecure-http", true)]
    public void Insecure_http(string args, bool expected) => Assert.Equal(expected, Resolve(args, "")!.AllowInsecureHttp);

    [Fact]
    public void Without_any_source_no_server_is_selected()
    {
        var command = new Command("any");
        var options = new ServerOptions(ToolRun.Context());
        options.AddTo(command);

        Assert.Null(options.Resolve(command.Parse("")));
        Assert.True(options.SelectsSample(command.Parse("").CommandResult));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("--profile home", "")]
    [InlineData("", "QUAY_PROFILE=home")]
    [InlineData("", "QUAY_URL=https://variable.example")]
    public void Selected_server_has_the_real_clock(string args, string environment)
    {
        (ServerOptions options, ParseResult parsed) = Parse(args, environment);

        Assert.False(options.SelectsSample(parsed.CommandResult));
    }

    private ServerSettings? Resolve(string args, string environment)
    {
        (ServerOptions options, ParseResult parsed) = Parse(args, environment);
        Assert.Empty(parsed.Errors);
        return options.Resolve(parsed);
    }

    private (ServerOptions Options, ParseResult Parsed) Parse(string args, string environment)
    {
        string folder = _profiles.Folder + Path.DirectorySeparatorChar;
        var variables = environment.Replace("@", folder, StringComparison.Ordinal)
            .Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        var options = new ServerOptions(_profiles.Context(variables));
        var command = new Command("any");
        options.AddTo(command);
        string[] words = args.Replace("@", folder, StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (options, command.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null }));
    }
}
