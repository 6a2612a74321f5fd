namespace Quay.Client.Tests.Documentation.Tokens;

/// <summary>Reads the token from a file that is replaced when the token is rotated.</summary>
internal sealed class TokenFile(string path)
{
    // The file is read for each attempt: its time does not change if Kubernetes replaces the folder behind a link.
    public async ValueTask<string?> ReadAsync(CancellationToken cancellationToken) =>
        (await File.ReadAllTextAsync(path, cancellationToken)).Trim();
}
