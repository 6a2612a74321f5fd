using System.CommandLine;
using System.Text.Json;
using Quay.Client;

namespace QuayTags;

/// <summary><c>security</c>: shows what the security scanner found in a manifest.</summary>
internal static class SecurityCommand
{
    private const string Scanned = "scanned";

    public static ToolCommand Create(ToolContext context)
    {
        var connection = new Connection(context);
        var manifest = new ManifestArguments();
        var severity = new Option<string>("--severity")
        {
            Description = $"Only vulnerabilities of at least this severity: {string.Join(", ", Severity.All)}. Default: all.",
            HelpName = "SEVERITY",
            CustomParser = ArgumentParser.OneOf(Severity.All),
        };
        severity.CompletionSources.Add([.. Severity.All]);
        Option<bool> exitCode = SharedSymbols.ExitCode(
            $"Exit with {ExitCode.Different} if a vulnerability is listed, with {ExitCode.Incomplete} if the scan has no result, "
            + $"and with {ExitCode.FatalError} after an error.");
        var output = new ListOutput("one JSON object");
        var command = new ToolCommand(
            CommandGroup.Read,
            "security",
            "Show the vulnerabilities in a manifest, the most severe first. Quay's scanner finds them.",
            "quaytags security quayadmin/busybox sample_tag",
            "quaytags security quayadmin/busybox sample_tag --severity High --exit-code");
        manifest.AddTo(command);
        command.Add(severity);
        command.Add(exitCode);
        output.AddTo(command);
        connection.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using QuayClient quay = connection.Open(parsed);
            (RepositoryName repository, ManifestDigest digest) = await manifest.ReadAsync(parsed, quay, cancellationToken);
            ManifestSecurity security =
                await quay.Manifests.GetSecurityAsync(repository, digest, vulnerabilities: true, cancellationToken);
            bool isScanned = security.Status == Scanned;
            int least = parsed.GetValue(severity) is { } text ? Severity.Rank(text) : 0;
            IReadOnlyList<SecurityFeature> packages = security.ReadFeatures();
            IReadOnlyList<Vulnerability> all = Vulnerability.Of(packages);
            var report = new SecurityReport
            {
                Repository = $"{repository}",
                ManifestDigest = $"{digest}",
                Status = security.Status,
                Packages = isScanned ? packages.Count : null,
                Counts = isScanned ? all.CountBy(found => found.Severity).ToDictionary() : null,
                Vulnerabilities = [.. all.Where(found => Severity.Rank(found.Severity) >= least)],
            };
            Write(report, output.Kind(parsed), context);
            return !parsed.GetValue(exitCode) ? ExitCode.Success
                : !isScanned ? ExitCode.Incomplete
                : report.Vulnerabilities.Count > 0 ? ExitCode.Different : ExitCode.Success;
        });
        return command;
    }

    private static void Write(SecurityReport report, OutputKind kind, ToolContext context)
    {
        if (kind == OutputKind.Json)
        {
            context.Output.WriteLine(JsonSerializer.Serialize(report, ToolJson.Default.SecurityReport));
            return;
        }

        if (kind == OutputKind.Text)
        {
            SecurityFormat.WriteSummary(report, context);
            if (report.Vulnerabilities.Count > 0)
            {
                context.Output.WriteLine();
            }
        }

        var writer = new ListWriter<Vulnerability>(SecurityFormat.Create(), kind, context);
        foreach (Vulnerability found in report.Vulnerabilities)
        {
            writer.Add(found);
        }

        writer.Complete();
        if (report.Counts is null)
        {
            context.Warn($"The scan is {report.Status}, so it is unknown whether the image has vulnerabilities.");
        }
    }
}
