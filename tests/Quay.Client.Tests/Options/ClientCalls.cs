namespace Quay.Client.Tests.Options;

internal static class ClientCalls
{
    /// <summary>Sends one request, and takes an error for an answer.</summary>
    public static async Task AskAsync(this IQuayClient client)
    {
        try
        {
            await client.Tags.GetHistory("acme/app").CountAsync(TestContext.Current.CancellationToken);
        }
        catch (QuayException)
        {
            // Some of the networks answer with errors only.
        }
    }
}
