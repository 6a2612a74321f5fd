namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>Specifies how an undetermined part of a recorded response is compared with that of the fake.</summary>
internal enum UndeterminedKind
{
    /// <summary>The parts are identifiers of the same format, and correspond to each other in every response.</summary>
    Identifier,

    /// <summary>The parts correspond to each other in every response.</summary>
    Token,

    /// <summary>The parts have the same items in any order.</summary>
    Order,

    /// <summary>The fake's part starts with the recorded one.</summary>
    Start,

    /// <summary>The recording does not have the part.</summary>
    Unsent,
}
