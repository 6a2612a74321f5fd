namespace Quay.Client.History;

internal static class TimeText
{
    // Returns a time as part of a sentence.
    public static string Of(DateTimeOffset? time) => time is { } known ? $"{known:u}" : "an unknown time";
}
