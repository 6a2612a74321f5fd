namespace QuayTags;

/// <summary>Defines the environment variables that the help of the tool lists.</summary>
internal static class EnvironmentTable
{
    public static IReadOnlyList<(string Name, string Meaning)> Entries { get; } =
    [
        (ServerOptions.UrlVariable, "The root URL of the Quay server. Without it, the tool uses sample data."),
        (ServerOptions.TokenVariable, "The OAuth access token."),
        (ServerOptions.TokenCommandVariable, "The command that prints the token."),
        (ServerOptions.OtherTokenVariable, "The token for the server of 'diff --other-url'."),
        (ServerOptions.CaFileVariable, "A PEM file of additional certificates to trust."),
        (ServerOptions.ProxyVariable, "The proxy for all requests."),
        (ServerOptions.ProfileVariable, "The profile in profiles.json to use."),
        ("COLUMNS", "The width of the terminal."),
        ("NO_COLOR", "If not empty, the output has no colours. FORCE_COLOR and CLICOLOR_FORCE enable them."),
    ];
}
