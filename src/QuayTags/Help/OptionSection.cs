using System.CommandLine;

namespace QuayTags;

/// <summary>Assigns options to the sections of the help.</summary>
internal static class OptionSection
{
    public const string Own = "Options";
    public const string Output = "Output options";
    public const string Connection = "Connection options";

    private static readonly string[] OutputNames = ["--json", "--csv", "--quiet", "--wide", "--color", "--verbose"];

    private static readonly string[] ConnectionNames =
        ["--url", "--profile", "--token-stdin", "--token-command", "--ca-file", "--proxy", "--allow-insecure-http"];

    public static string Of(Option option) =>
        OutputNames.Contains(option.Name) ? Output : ConnectionNames.Contains(option.Name) ? Connection : Own;
}
