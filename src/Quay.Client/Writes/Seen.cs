namespace Quay.Client;

/// <summary>What a look at the state says of a write whose answer was lost.</summary>
/// <typeparam name="T">The result of the write.</typeparam>
internal readonly record struct Seen<T>
{
    private Seen(bool? happened, T? result, string words) => (Happened, Result, Words) = (happened, result, words);

    /// <summary>Whether it happened; null when that cannot be told.</summary>
    public bool? Happened { get; }

    /// <summary>The result, where it happened.</summary>
    public T? Result { get; }

    /// <summary>What was seen, where it cannot be told.</summary>
    public string Words { get; }

    public static Seen<T> Done(T result) => new(true, result, "");

    public static Seen<T> NotDone() => new(false, default, "");

    /// <param name="words">What was seen, as a sentence.</param>
    public static Seen<T> Unclear(string words) => new(null, default, words);
}
