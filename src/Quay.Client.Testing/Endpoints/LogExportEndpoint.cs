using System.Net;
using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Handles <c>…/exportlogs</c>. The fake accepts the request but exports nothing.</summary>
/// <param name="parent">The resource that has the log.</param>
internal sealed class LogExportEndpoint(ParentResource parent)
{
    private static readonly string[] InternalNames =
        ["localhost", "metadata", "kubernetes", "kubernetes.default", "kubernetes.default.svc"];

    // Networks that Quay never calls for a user.
    private static readonly IPNetwork[] InternalNetworks =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "::/128", "::1/128",
            "::ffff:0:0/96", "64:ff9b::/96", "100::/64", "2001:db8::/32", "fc00::/7", "fe80::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    public FakeResponse Post(Call call)
    {
        JsonObject body = parent.IsOrganization ? call.Body(Schemas.ExportLogs) : parent.Body(call, Schemas.ExportLogs);
        string? url = NotEmpty(body["callback_url"]);
        string? mail = NotEmpty(body["callback_email"]);
        if (parent.IsOrganization && !call.Caller.CanAdministerOrganization(parent.NamespaceOf(call)))
        {
            throw Failed("unauthorized", call.Unauthorized());
        }

        if (parent.IsRepository && call.Repository is null)
        {
            throw Failed("non-existent repository", call.NotFound());
        }

        string? error = (url is null ? null : UrlErrorOf(url))
            ?? (mail?.Contains('@', StringComparison.Ordinal) == false ? "Invalid callback e-mail" : null);
        if (error is not null)
        {
            throw Failed("invalid request", call.Invalid(error));
        }

        (DateTimeOffset start, DateTimeOffset end) = LogDates.Of(call);
        if (end < start)
        {
            throw Failed("Invalid time span selected", call.Invalid("Invalid time span selected"));
        }

        string id = call.Registry.NewIdentifier();
        Log("export_logs_success", ("export_id", id), ("message", "queued for export"));
        return Responses.Json(new JsonObject { ["export_id"] = id });

        ErrorResponseException Failed(string error, ErrorResponseException exception)
        {
            Log("export_logs_failure", ("error", error));
            return exception;
        }

        void Log(string kind, params IReadOnlyList<(string Key, object? Value)> metadata)
        {
            IEnumerable<(string Key, object? Value)> repository = parent.IsRepository ? [("repo", call.Name)] : [];
            FakeNamespace owner = call.Registry.FindNamespace(parent.NamespaceOf(call)) ?? throw Call.Crash();
            call.Log(
                owner,
                kind,
                [("date/time", call.Registry.Clock.Now.ToUnixTimeSeconds()), .. metadata, ("url", url), ("email", mail), .. repository]);
        }
    }

    private static string? NotEmpty(JsonNode? text) => text?.GetValue<string>() is { Length: > 0 } value ? value : null;

    /// <summary>
    /// Returns Quay's error for a callback URL; null if it is valid. The fake does not resolve names, and accepts unknown ones.
    /// </summary>
    private static string? UrlErrorOf(string text)
    {
        if (text.Trim() is "")
        {
            return "External registry URL is required";
        }

        string scheme = text.Contains(':', StringComparison.Ordinal) ? text.Trim().Split(':')[0].ToUpperInvariant() : "";
        if (scheme is not ("HTTP" or "HTTPS"))
        {
#pragma warning disable CA1308 // Python shows schemes in lower case.
            return $"Invalid URL scheme '{scheme.ToLowerInvariant()}': only HTTP and HTTPS are allowed";
#pragma warning restore CA1308
        }

        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out Uri? url) || url.Host is "")
        {
            return "URL must include a hostname";
        }

        return url.UserInfo is not ""
            ? "URLs with embedded credentials are not allowed"
            : IsInternal(url.DnsSafeHost) ? "Invalid callback URL" : null;
    }

    private static bool IsInternal(string host) =>
        IPAddress.TryParse(host, out IPAddress? address)
            ? InternalNetworks.Any(network => network.Contains(address))
            : InternalNames.Contains(host, StringComparer.OrdinalIgnoreCase)
                || host.EndsWith(".internal", StringComparison.OrdinalIgnoreCase)
                || host.EndsWith(".local", StringComparison.OrdinalIgnoreCase);
}
