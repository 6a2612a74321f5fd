namespace Quay.Client.History;

internal static class TimeText
{
    /// <summary>Returns a time as part of a sentence.</summary>
    public static string Of(DateTimeOffset? time) => time is { } known ? $"{known:u}" : "a time that Quay does not know";
}
