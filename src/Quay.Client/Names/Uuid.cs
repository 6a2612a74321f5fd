namespace Quay.Client;

internal static class Uuid
{
    public static string Check(string uuid, string parameter)
    {
        ArgumentNullException.ThrowIfNull(uuid, parameter);
        return IsOne(uuid)
            ? uuid
            : throw new ArgumentException(
                $"{Quoted.Text(uuid)} is not a UUID in Quay's format, such as 'f66179d0-9376-4ddd-8137-128241c93cde'.", parameter);
    }

    // Guid parsing ignores surrounding white space.
    public static bool IsOne(string uuid) => uuid.Length == 36 && Guid.TryParseExact(uuid, "D", out _);
}
