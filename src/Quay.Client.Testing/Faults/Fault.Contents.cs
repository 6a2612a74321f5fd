namespace Quay.Client.Testing;

/// <content>Answers that come whole and are wrong.</content>
public sealed partial class Fault
{
    /// <summary>Quay does what is asked, and of its answer's body only the first half is sent, as if that were all.</summary>
    public static Fault TruncatedJson { get; } = Change(answer => answer with { Body = answer.Body[..(answer.Body.Length / 2)] });

    /// <summary>Quay does what is asked, and the body of its answer is not JSON: <c>{"tags": [}</c>.</summary>
    public static Fault BrokenJson { get; } = Change(answer => answer with { Body = """{"tags": [}"""u8.ToArray() });

    /// <summary>
    /// The answer before this one comes again, as from a cache that takes one request for another; Quay does not see the request.
    /// </summary>
    public static Fault DuplicateAnswer { get; } = new(context => context.Previous);

    /// <summary>Quay is asked twice, as by a proxy that tries again, and the second answer comes.</summary>
    public static Fault AppliedTwice { get; } = new(context =>
    {
        context.Answer();
        return context.Answer();
    });

    /// <summary>Quay does what is asked, and its answer comes with another <c>Content-Type</c>.</summary>
    /// <param name="contentType">The type; null for none.</param>
    public static Fault ContentType(string? contentType) =>
        Change(answer => contentType is null ? answer.Without("Content-Type") : answer.With("Content-Type", contentType));
}
