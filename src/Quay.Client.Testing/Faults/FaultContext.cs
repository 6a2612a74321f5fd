using Quay.Client.Testing.Http;

namespace Quay.Client.Testing.Faults;

/// <summary>The request that a fault meets.</summary>
/// <param name="Request">The request.</param>
/// <param name="Previous">The last answer that the fake gave whole; null when there is none.</param>
/// <param name="Now">The time by the clock of the fake, in UTC.</param>
/// <param name="Answer">Has Quay do what is asked, and gives its answer; each call has it done once more.</param>
public sealed record FaultContext(FakeRequest Request, FakeAnswer? Previous, DateTimeOffset Now, Func<FakeAnswer> Answer);
