using Microsoft.Extensions.DependencyInjection;
using Quay.Client;

var services = new ServiceCollection();
services.AddQuayClient(options => options.Endpoint = new Uri(args[0]));
await using ServiceProvider provider = services.BuildServiceProvider();
IQuayClient client = provider.GetRequiredService<IQuayClient>();
await foreach (QuayPage<TagHistoryEntry> page in client.Tags.GetHistory("acme/app").AsPages())
{
    Console.WriteLine(page.Items.Count);
    break;
}
