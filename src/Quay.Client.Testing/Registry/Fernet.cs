using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Quay.Client.Testing;

/// <summary>
/// Encrypts short texts like Quay, as Fernet tokens. The tokens of a text differ, and only the same instance can decrypt them.
/// </summary>
/// <remarks>The initialization vectors are derived from a counter, not random.</remarks>
internal sealed class Fernet
{
    private const byte FernetVersion = 0x80;
    private const int HeadLength = 25;
    private const int SignatureLength = 32;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private long _lastVector;

    public string Seal(string text, DateTimeOffset now)
    {
        byte[] vector = SHA256.HashData(BitConverter.GetBytes(++_lastVector))[..16];
        byte[] time = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, now.ToUnixTimeSeconds());
        using Aes aes = Cipher();
        byte[] signed = [FernetVersion, .. time, .. vector, .. aes.EncryptCbc(Encoding.UTF8.GetBytes(text), vector)];
        return Convert.ToBase64String([.. signed, .. Signature(signed)]).Replace('+', '-').Replace('/', '_');
    }

    /// <summary>Decrypts a token; null if it is too old, was created by another instance, or is no Fernet token.</summary>
    public string? Open(string token, DateTimeOffset now, TimeSpan lifetime)
    {
        byte[] bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token.Replace('-', '+').Replace('_', '/'), bytes, out int length)
            || length <= HeadLength + SignatureLength)
        {
            return null;
        }

        ReadOnlySpan<byte> signed = bytes.AsSpan(0, length - SignatureLength);
        if (!CryptographicOperations.FixedTimeEquals(Signature(signed), bytes.AsSpan(signed.Length, SignatureLength)))
        {
            return null;
        }

        DateTimeOffset made = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(signed[1..]));
        if (made + lifetime < now.AddMilliseconds(-now.Millisecond))
        {
            return null;
        }

        using Aes aes = Cipher();
        return Encoding.UTF8.GetString(aes.DecryptCbc(signed[HeadLength..], signed[9..HeadLength]));
    }

    private Aes Cipher()
    {
        var aes = Aes.Create();
        aes.Key = _key[16..];
        return aes;
    }

    private byte[] Signature(ReadOnlySpan<byte> signed) => HMACSHA256.HashData(_key.AsSpan(0, 16), signed);
}
