namespace Quay.Client.Testing;

public sealed partial class Fault
{
    /// <summary>
    /// Gets a fault that truncates the body to its first half, with a matching <c>Content-Length</c>. Quay processes the request.
    /// </summary>
    public static Fault TruncatedJson { get; } = Change(response => response with { Body = response.Body[..(response.Body.Length / 2)] });

    /// <summary>Gets a fault that replaces the body by invalid JSON, <c>{"tags": [}</c>. Quay processes the request.</summary>
    public static Fault BrokenJson { get; } = Change(response => response with { Body = """{"tags": [}"""u8.ToArray() });

    /// <summary>Gets a fault that sends the previous response again, like a faulty cache. Quay does not receive the request.</summary>
    public static Fault PreviousResponse { get; } = new(context => context.Previous);

    /// <summary>Gets a fault that lets Quay process the request twice, as if a proxy retried it. The second response is sent.</summary>
    public static Fault AppliedTwice { get; } = new(context =>
    {
        context.Forward();
        return context.Forward();
    });

    /// <summary>Returns a fault that changes the <c>Content-Type</c> of the response. Quay processes the request.</summary>
    /// <param name="contentType">The media type; null to remove the header.</param>
    public static Fault ContentType(string? contentType) =>
        Change(response => contentType is null ? response.Without("Content-Type") : response.With("Content-Type", contentType));
}
