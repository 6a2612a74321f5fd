namespace Quay.Client;

/// <summary>Finds the syntax error in a JSON text.</summary>
internal static class JsonSyntax
{
    private const int MaxDepth = 64;

    /// <returns>What was found at the error, such as <c>'&lt;' (byte 17)</c> or <c>the end of the body</c>; null for valid JSON.</returns>
    public static string? FindFault(ReadOnlySpan<byte> json)
    {
        if (!Breaks(json, isWhole: true, out string got))
        {
            return null;
        }

        // A text that is invalid only as a whole continues after the end of the value.
        return Breaks(json, isWhole: false, out string earlier) ? earlier : json.IsEmpty || got.Length > 0 ? "the end of the body" : got;
    }

    private static bool Breaks(ReadOnlySpan<byte> json, bool isWhole, out string got)
    {
        got = "";
        var reader = new Utf8JsonReader(json, isWhole, default);
        try
        {
            while (reader.Read())
            {
                // The reader throws at the error.
            }

            return false;
        }
        catch (JsonException fault)
        {
            int offset = OffsetOf(json, fault);
            bool isTooDeep = reader.CurrentDepth >= MaxDepth - 1 && offset < json.Length && json[offset] is (byte)'[' or (byte)'{';
            got = isTooDeep ? string.Create(CultureInfo.InvariantCulture, $"more than {MaxDepth} levels of nesting") : Show(json, offset);
            return true;
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

    private static string Show(ReadOnlySpan<byte> json, int offset)
    {
        if (offset >= json.Length)
        {
            return "the end of the body";
        }

        byte found = json[offset];
        return found is > (byte)' ' and < 0x7F
            ? string.Create(CultureInfo.InvariantCulture, $"'{(char)found}' (byte {offset + 1})")
            : string.Create(CultureInfo.InvariantCulture, $"0x{found:X2} (byte {offset + 1})");
    }
}
