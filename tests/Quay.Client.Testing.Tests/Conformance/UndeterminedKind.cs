namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>What an undetermined part of a recorded response must have in common with the fake's.</summary>
internal enum UndeterminedKind
{
    /// <summary>It stands for the fake's in every response, and is one of the same form.</summary>
    Identifier,

    /// <summary>It stands for the fake's in every response.</summary>
    Token,

    /// <summary>It has the same items, in any order.</summary>
    Order,

    /// <summary>The fake's begins with it.</summary>
    Start,

    /// <summary>The recording does not have it at all.</summary>
    Unsent,
}
