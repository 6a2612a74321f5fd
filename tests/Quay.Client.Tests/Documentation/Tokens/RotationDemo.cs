using Quay.Client.History;
using Quay.Client.Testing;

namespace Quay.Client.Tests.Documentation.Tokens;

/// <summary>Rotates the token during a scan of a fake Quay.</summary>
internal static class RotationDemo
{
    public static async Task RunAsync(string file, TextWriter output)
    {
        var fake = new FakeQuay();
        fake.AddOrganization("acme");
        foreach (string name in (string[])["api", "web", "worker"])
            fake.AddRepository($"acme/{name}").Push("latest");

        string newToken = fake.AddToken("admin").Value;
        await File.WriteAllTextAsync(file, fake.Token);
        fake.Changes.BeforeRequest(3, () => File.WriteAllText(file, newToken));
        fake.Changes.BeforeRequest(4, () => fake.FindToken(fake.Token)!.IsRevoked = true);

        var options = new QuayClientOptions
        {
            Endpoint = new Uri("https://quay.example"),
            TokenProvider = async cancellationToken => (await File.ReadAllTextAsync(file, cancellationToken)).Trim(),
        };
        using var quay = new QuayClient(options, new FakeQuayHandler(fake));
        var oneByOne = new ScanOptions { InOrder = true, MaxConcurrency = 1 };
        await foreach (ScanResult<RepositorySnapshot> result in quay.History.ScanSnapshotsAsync("acme", options: oneByOne))
            output.WriteLine($"{result.Repository}: {result.Status}");

        foreach (Exchange exchange in fake.Requests)
        {
            bool isNew = exchange.Request.Header("Authorization") == $"Bearer {newToken}";
            output.WriteLine($"{(isNew ? "new" : "old")} token, {exchange.Response?.Status}: {exchange.Request.Target.Split('?')[0]}");
        }
    }
}
