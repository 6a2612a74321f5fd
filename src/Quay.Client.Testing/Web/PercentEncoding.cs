using System.Text;

namespace Quay.Client.Testing;

/// <summary>Decodes percent-encoding like Python: <c>%2F</c> is decoded too, and invalid UTF-8 becomes U+FFFD.</summary>
internal static class PercentEncoding
{
    public static string Decode(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        byte[] raw = Encoding.UTF8.GetBytes(text);
        int length = 0;
        for (int index = 0; index < raw.Length; index++)
        {
            bool isEscape = raw[index] == '%'
                && index + 2 < raw.Length
                && char.IsAsciiHexDigit((char)raw[index + 1])
                && char.IsAsciiHexDigit((char)raw[index + 2]);
            raw[length++] = isEscape ? Convert.FromHexString(Encoding.ASCII.GetString(raw, index + 1, 2))[0] : raw[index];
            index += isEscape ? 2 : 0;
        }

        return Encoding.UTF8.GetString(raw, 0, length);
    }
}
