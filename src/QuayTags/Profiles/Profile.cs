namespace QuayTags;

/// <summary>Represents the settings for one server in the profile file.</summary>
/// <remarks>This is not a record, because the text of a record contains its token.</remarks>
internal sealed class Profile
{
    public required string Name { get; init; }

    /// <summary>Gets the root URL of the server. The token of the profile is sent only to this server.</summary>
    public required Uri Url { get; init; }

    public string? Token { get; init; }

    /// <summary>Gets the command that prints the token.</summary>
    public string? TokenCommand { get; init; }

    /// <summary>Gets the absolute path of a PEM file of additional certificates to trust.</summary>
    public string? CaFile { get; init; }

    public Uri? Proxy { get; init; }

    public bool AllowInsecureHttp { get; init; }

    /// <summary>Gets whether other users must not be able to read the profile.</summary>
    public bool HasSecret => Token is not null || Proxy?.UserInfo.Length > 0;
}
