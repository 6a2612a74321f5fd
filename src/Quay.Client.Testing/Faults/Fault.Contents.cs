namespace Quay.Client.Testing;

/// <content>Answers that come whole and are wrong.</content>
public sealed partial class Fault
{
    /// <summary>Quay does what is asked, and of its answer's body only the first half is sent, as if that were all.</summary>
    public static Fault TruncatedJson { get; } = Change(response => response with { Body = response.Body[..(response.Body.Length / 2)] });

    /// <summary>Quay does what is asked, and the body of its answer is not JSON: <c>{"tags": [}</c>.</summary>
    public static Fault BrokenJson { get; } = Change(response => response with { Body = """{"tags": [}"""u8.ToArray() });

    /// <summary>
    /// The answer before this one comes again, as from a cache that takes one request for another; Quay does not see the request.
    /// </summary>
    public static Fault PreviousResponse { get; } = new(context => context.Previous);

    /// <summary>Quay is asked twice, as by a proxy that tries again, and the second answer comes.</summary>
    public static Fault AppliedTwice { get; } = new(context =>
    {
        context.Forward();
        return context.Forward();
    });

    /// <summary>Quay does what is asked, and its answer comes with another <c>Content-Type</c>.</summary>
    /// <param name="contentType">The type; null for none.</param>
    public static Fault ContentType(string? contentType) =>
        Change(response => contentType is null ? response.Without("Content-Type") : response.With("Content-Type", contentType));
}
