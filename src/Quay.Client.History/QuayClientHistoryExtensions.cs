namespace Quay.Client.History;

/// <summary>Adds <c>History</c> to <see cref="IQuayClient"/>.</summary>
public static class QuayClientHistoryExtensions
{
#pragma warning disable CA1034 // The analyzer takes an extension block for a nested type.
    extension(IQuayClient client)
#pragma warning restore CA1034
    {
        /// <summary>Gets the operations on the tag history: what a tag pointed at, what changed, and plans that undo it.</summary>
        public IHistoryOperations History => new HistoryOperations(client);
    }
}
