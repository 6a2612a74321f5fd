using Quay.Client;
using TagWatcher;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Services.AddQuayClient(builder.Configuration.GetSection("Quay"));
builder.Services.AddOptions<WatchOptions>().BindConfiguration("Watch").ValidateOnStart()
    .Validate(watch => RepositoryName.TryParse(watch.Repository, out _), "Watch:Repository is no repository, such as acme/app.")
    .Validate(watch => watch.Interval > TimeSpan.Zero, "Watch:Interval is not positive.");
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddHostedService<Worker>();
await builder.Build().RunAsync();
