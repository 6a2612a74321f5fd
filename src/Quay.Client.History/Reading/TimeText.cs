namespace Quay.Client.History;

/// <summary>How a time stands in a sentence.</summary>
internal static class TimeText
{
    public static string Of(DateTimeOffset? time) => time is { } known ? $"{known:u}" : "a time that Quay does not know";
}
