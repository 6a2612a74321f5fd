namespace Quay.Client.Tests.Documentation.Tokens;

/// <summary>Reads secrets from the vault of the application.</summary>
internal interface IVault
{
    Task<Secret> ReadAsync(string name, CancellationToken cancellationToken);
}

internal sealed record Secret(string Value, DateTimeOffset ExpiresAt)
{
    // The text of a record contains its values.
    public override string ToString() => $"a secret until {ExpiresAt:u}";
}

/// <summary>Keeps the token until a minute before it expires. Concurrent calls read the vault once.</summary>
internal sealed class VaultToken(IVault vault, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Secret? _secret;

    private string? Cached => _secret is { } secret && clock.GetUtcNow() < secret.ExpiresAt.AddMinutes(-1) ? secret.Value : null;

    public async ValueTask<string?> GetAsync(CancellationToken cancellationToken)
    {
        if (Cached is { } token)
            return token;

        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (Cached is { } read)
                return read;

            Secret secret = await vault.ReadAsync("quay-token", cancellationToken);
            _secret = secret;
            return secret.Value;
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();
}
