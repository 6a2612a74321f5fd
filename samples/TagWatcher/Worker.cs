using Microsoft.Extensions.Options;
using Quay.Client;
using Quay.Client.History;

namespace TagWatcher;

public sealed class WatchOptions
{
    public string Repository { get; set; } = "";
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);
}

public sealed class Worker(
    IQuayClient quay, IOptions<WatchOptions> options, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<Worker> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        RepositorySnapshot? last = null;
        using var timer = new PeriodicTimer(options.Value.Interval, time);
        do
        {
            try
            {
                RepositorySnapshot now = await quay.History.GetSnapshotAsync(options.Value.Repository, cancellationToken: stoppingToken);
                foreach (TagDifference tag in SnapshotDiff.BetweenInstants(last ?? now, now).Differences)
                {
                    string? digest = (tag.After ?? tag.Before)?.ManifestDigest;
                    logger.LogInformation("{Kind} {Tag}: {Digest}", tag.Kind, SafeText.OneLine(tag.Tag), digest);
                }

                last = now;
            }
            catch (QuayAuthenticationException e)
            {
                // Quay will not accept the token later, and a service that only logs this looks healthy.
                logger.LogCritical("{Message}", e.Message);
                Environment.ExitCode = 1;
                lifetime.StopApplication();
                return;
            }
            catch (QuayException e)
            {
                logger.LogWarning("{Message}", e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
