using System.Text.Json;
using Quay.Client;
using Quay.Client.History;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddQuayClient(builder.Configuration.GetSection("Quay"));
await using WebApplication app = builder.Build();

// The notification only wakes the watch, so the interval can be long. If a notification is lost, events come later.
string repository = app.Configuration["Repository"] ?? throw new InvalidOperationException("Usage: WakeOnPush --Repository=acme/app");
TagWatch watch = app.Services.GetRequiredService<IQuayClient>().History.WatchAsync(
    repository, new WatchOptions { Interval = TimeSpan.FromMinutes(15) });

// Quay does not sign its requests. A path that nobody can guess keeps others from waking the watch.
app.MapPost($"/{app.Configuration["Secret"]}/push", async (HttpRequest request) =>
{
    using var reader = new StreamReader(request.Body);
    try
    {
        RepositoryPushNotification push = RepositoryPushNotification.Parse(await reader.ReadToEndAsync());
        if (push.Repository == repository)
        {
            watch.Wake();
        }

        return Results.NoContent();
    }
    catch (JsonException)
    {
        return Results.BadRequest("This is no notification of the event repo_push.");
    }
});

await app.StartAsync();
try
{
    await foreach (TagEvent happened in watch.WithCancellation(app.Lifetime.ApplicationStopping))
    {
        Console.WriteLine(happened);
    }
}
catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
{
}
