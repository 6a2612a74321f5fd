namespace Quay.Client.Tests.Documentation.Tokens;

/// <summary>Reads the token from a file that is replaced when the token is rotated.</summary>
internal sealed class TokenFile(string path)
{
    public async ValueTask<string?> ReadAsync(CancellationToken cancellationToken) =>
        (await File.ReadAllTextAsync(path, cancellationToken)).Trim();
}
