namespace Quay.Client;

/// <summary>Finds the syntax error in a JSON text.</summary>
internal static class JsonSyntaxError
{
    private const string EndOfBody = "the end of the body";
    private const int MaxDepth = 64;

    public static string? Find(ReadOnlySpan<byte> json) =>
        Find(json, isFinalBlock: false) ?? (Find(json, isFinalBlock: true) is null ? null : EndOfBody);

    private static string? Find(ReadOnlySpan<byte> json, bool isFinalBlock)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock, default);
        try
        {
            while (reader.Read())
            {
                // The reader throws at the error.
            }

            return null;
        }
        catch (JsonException fault)
        {
            int offset = OffsetOf(json, fault);
            if (offset >= json.Length)
            {
                return EndOfBody;
            }

            byte found = json[offset];
            return reader.CurrentDepth >= MaxDepth - 1 && found is (byte)'[' or (byte)'{'
                ? string.Create(CultureInfo.InvariantCulture, $"more than {MaxDepth} levels of nesting")
                : found is > (byte)' ' and < 0x7F
                ? string.Create(CultureInfo.InvariantCulture, $"'{(char)found}' (byte {offset + 1})")
                : string.Create(CultureInfo.InvariantCulture, $"0x{found:X2} (byte {offset + 1})");
        }
    }

    private static int OffsetOf(ReadOnlySpan<byte> json, JsonException fault)
    {
        int start = 0;
        for (long line = fault.LineNumber ?? 0; line > 0; line--)
        {
            start += json[start..].IndexOf((byte)'\n') + 1;
        }

        return (int)Math.Min(json.Length, start + (fault.BytePositionInLine ?? 0));
    }
}
