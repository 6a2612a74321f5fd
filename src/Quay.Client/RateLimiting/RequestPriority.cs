namespace Quay.Client;

/// <summary>
/// Specifies the order in which waiting requests are sent. Requests of the same priority are sent in their order of arrival.
/// </summary>
internal enum RequestPriority
{
    /// <summary>A request of a call that has already sent one: a retry, a write after its check, or its verification.</summary>
    Started,

    /// <summary>The first request of a call.</summary>
    First,

    /// <summary>A page that no caller waits for yet.</summary>
    Prefetch,
}
