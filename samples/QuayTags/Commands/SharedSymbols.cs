using System.CommandLine;
using Quay.Client.Names;

namespace QuayTags.Commands;

/// <summary>What several commands take.</summary>
internal static class SharedSymbols
{
    public static Argument<RepositoryName> Repository() => new("REPOSITORY")
    {
        Description = "The repository, such as acme/app.",
        CustomParser = Values.Repository,
        DefaultValueFactory = _ => "quayadmin/busybox",
    };

    /// <summary>The repository that is written to, which has no default.</summary>
    public static Argument<RepositoryName> Target() => new("REPOSITORY")
    {
        Description = "The repository, such as acme/app.",
        CustomParser = Values.Repository,
    };

    public static Argument<string> Tag(string name, string description) => new(name) { Description = description, CustomParser = Values.Tag };

    public static Option<string> Digest(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DIGEST",
        CustomParser = Values.Digest,
    };

    public static Option<Uri> Url() => new("--url")
    {
        Description = $"The root of the Quay, such as https://quay.io. Default: the environment variable {Connection.UrlVariable}, "
            + "or else an embedded Quay with sample data (quayadmin/busybox and rqorg/hist2500). "
            + $"The token, if any, is in {Connection.TokenVariable}.",
        HelpName = "URL",
        CustomParser = Values.Url,
    };

    public static Option<bool> AllowInsecureHttp() => new("--allow-insecure-http")
    {
        Description = "Send the token over http, where everyone on the way can read it.",
    };

    public static Option<bool> Json(string what) => new("--json") { Description = $"Write {what}, with Quay's own names and values." };
}
